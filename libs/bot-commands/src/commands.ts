import type { TextKey } from '@app/texts';

/** Who is shown a command (core.telegram.org/bots/api#botcommandscope). It works everywhere. */
export const SCOPES = ['all_private_chats', 'all_group_chats', 'all_chat_administrators'] as const;
export type Scope = (typeof SCOPES)[number];

interface Command {
  readonly name: string;
  readonly scopes: readonly Scope[];
}

const everywhere = SCOPES;

/** What the bot can do, in the order in which it says so. */
export const COMMANDS: readonly Command[] = [
  { name: 'start', scopes: ['all_private_chats'] },
  { name: 'help', scopes: everywhere },
  { name: 'me', scopes: everywhere },
  { name: 'whereami', scopes: everywhere },
  { name: 'stats', scopes: everywhere },
  { name: 'seen', scopes: everywhere },
  { name: 'link', scopes: ['all_private_chats', 'all_chat_administrators'] },
  { name: 'unlink', scopes: ['all_private_chats', 'all_chat_administrators'] },
  { name: 'language', scopes: everywhere },
  { name: 'forgetme', scopes: everywhere },
];

/** The commands that are shown in a scope. */
export function commandsIn(scope: Scope): readonly { name: string; description: TextKey }[] {
  return COMMANDS.filter(({ scopes }) => scopes.includes(scope)).map(({ name }) => ({
    name,
    description: `command.${name}` as TextKey,
  }));
}
