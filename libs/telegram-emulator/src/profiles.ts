import type { NewChat } from './chats/shared-chats';
import type { BotRecord, PersonRecord } from './world/records';

/** A bot of the box. */
export interface EmulatedBot {
  readonly id: number;
  readonly token: string;
  readonly username: string;
  readonly name: string;
}

/** How things stand between a bot and its program. */
export interface BotCondition {
  /** Its token answers 401. */
  readonly revoked: boolean;
  readonly privacy: boolean;
  /** Null without a webhook: then the program asks by getUpdates, or nobody does. */
  readonly webhookUrl: string | null;
  readonly pendingUpdates: number;
  /** Null is Telegram's default set. */
  readonly allowedUpdates: readonly string[] | null;
  /** Seconds since 1970. */
  readonly lastErrorDate?: number;
  readonly lastErrorMessage?: string;
}

/** A chat that several share, as it is founded. */
export interface ChatProfile {
  owner: { readonly id: number };
  /** Who is in it from the beginning, as ordinary members: bots come into a channel only later, as administrators. */
  members?: readonly { readonly id: number }[];
  /** The public @name; basic groups have none. */
  username?: string;
}

export interface BotProfile {
  username: string;
  name?: string;
  token?: string;
  /** In groups the bot hears only what is meant for it. On by default; a change counts for groups that the bot comes into afterwards. */
  privacy?: boolean;
}

export type PersonProfile = Partial<Omit<PersonRecord, 'key'>>;

/** A chat of any kind, as it is founded. */
export type FoundedChat = ChatProfile & Pick<NewChat, 'type' | 'title'> & Partial<Pick<NewChat, 'isForum' | 'signsPosts'>>;

export function asEmulatedBot({ id, token, username, name }: BotRecord): EmulatedBot {
  return { id, token, username, name };
}

export function conditionOfBot({ revoked, readsAllMessages = false, webhook, allowedUpdates, pending }: BotRecord): BotCondition {
  return {
    revoked,
    privacy: !readsAllMessages,
    webhookUrl: webhook?.url ?? null,
    pendingUpdates: pending.size,
    allowedUpdates,
    ...(webhook?.lastErrorDate !== undefined && { lastErrorDate: webhook.lastErrorDate }),
    ...(webhook?.lastErrorMessage !== undefined && { lastErrorMessage: webhook.lastErrorMessage }),
  };
}
