import type { Message, MessageEntity, Update } from 'telegraf/types';

/** A command as somebody wrote it, e.g. `/start@a_bot`. Both parts are in lower case. */
export interface WrittenCommand {
  readonly name: string;
  /** The bot that is meant, if it was named. */
  readonly to?: string;
}

type Text = Partial<Message.TextMessage> & { readonly forward_origin?: unknown; readonly forward_date?: unknown };

/**
 * The command with which a new message begins, if it does. Other formatting over it changes nothing, and neither does the
 * case. What is forwarded was said to somebody else, however much of it comes at once.
 */
export function commandIn(update: Update): WrittenCommand | undefined {
  const { message, entity } = beginningOf(update);
  if (!entity || message?.text === undefined) return undefined;
  const [name = '', to] = message.text.slice(1, entity.length).toLowerCase().split('@');
  return to === undefined ? { name } : { name, to };
}

/**
 * The same update as handlers find commands in it: the command in lower case, and first among the entities, where Telegraf
 * looks for it. A message without a command has no such entity at its beginning.
 */
export function withPlainCommand(update: Update): Update {
  const { message, entity } = beginningOf(update);
  if (!message?.entities || message.text === undefined) return update;
  const others = message.entities.filter((one) => !isAtBeginning(one));
  if (!entity) return { ...update, message: { ...message, entities: others } } as Update;
  const text = message.text.slice(0, entity.length).toLowerCase() + message.text.slice(entity.length);
  return { ...update, message: { ...message, text, entities: [entity, ...others] } } as Update;
}

function beginningOf(update: Update): { readonly message?: Text; readonly entity?: MessageEntity } {
  const message = 'message' in update ? (update.message as Text | null) : null;
  if (!message || !Array.isArray(message.entities)) return {};
  const isForwarded = message.forward_origin !== undefined || message.forward_date !== undefined;
  return { message, entity: isForwarded ? undefined : message.entities.find(isAtBeginning) };
}

function isAtBeginning({ type, offset }: MessageEntity): boolean {
  return type === 'bot_command' && offset === 0;
}
