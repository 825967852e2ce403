import type { Conversations } from './world/conversations';
import type {
  BotRecord,
  CallbackAnswer,
  ChatRecord,
  InlineButton,
  MessageRecord,
  PersonRecord,
  ReplyMarkup,
} from './world/records';
import type { World } from './world/world';
import type { Entity } from './entities/entity';
import type { Expectations } from './expectations';

/** A bot, its id, or its username. */
export type BotReference = { readonly id: number } | number | string;

/** A message as a person sees it. */
export interface EmulatedMessage {
  readonly messageId: number;
  readonly from: 'person' | 'bot';
  readonly text: string;
  readonly entities: readonly Entity[];
  readonly replyMarkup?: ReplyMarkup;
  /** The message it replies to. */
  readonly replyTo?: number;
  /** Seconds since 1970. */
  readonly date: number;
  readonly editDate?: number;
  /** The ledger number of the call that made it. */
  readonly callId?: number;
}

export type MessageMatch = RegExp | string | ((message: EmulatedMessage) => boolean);

export interface PersonSurroundings {
  world: World;
  conversations: Conversations;
  expectations: Expectations;
  findBot: (bot: BotReference) => BotRecord;
}

/** Somebody with a Telegram app: what they do reaches the bots as updates, what bots send they see. */
export class Person {
  constructor(
    private readonly record: PersonRecord,
    private readonly around: PersonSurroundings,
  ) {}

  get id(): number {
    return this.record.id;
  }

  get key(): string {
    return this.record.key;
  }

  get profile(): Readonly<PersonRecord> {
    return this.record;
  }

  /** Writes to the bot in their private chat. @throws Error for what a client would not send, or while the bot is blocked. */
  send(bot: BotReference, text: string, { replyTo }: { replyTo?: number } = {}): Promise<EmulatedMessage> {
    return attempt(() => visible(this.around.conversations.personWrites(this.around.findBot(bot), this.record, text, replyTo)));
  }

  /** Edits a message that this person wrote. */
  edit(bot: BotReference, message: { readonly messageId: number }, text: string): Promise<EmulatedMessage> {
    const { conversations, findBot } = this.around;
    return attempt(() => visible(conversations.personEdits(findBot(bot), this.record, message.messageId, text)));
  }

  /** Presses the inline button with this text, on this message or on the newest that has one. Resolves to the id of the query. */
  press(bot: BotReference, button: string, message?: { readonly messageId: number }): Promise<string> {
    return attempt(() => {
      const record = this.around.findBot(bot);
      const { target, data } = this.findButton(this.chat(record), button, message?.messageId);
      return this.around.conversations.personPresses(record, this.record, target, data).id;
    });
  }

  /** What the bot shows for a pressed button, as soon as it does. */
  expectAnswer(bot: BotReference, queryId: string, { timeoutMs = 5_000 } = {}): Promise<CallbackAnswer> {
    const { world, expectations, findBot } = this.around;
    const record = findBot(bot);
    return expectations.until({
      find: () => world.callbacks.get(queryId)?.answer,
      timeoutMs,
      disappointment: () => `@${record.username} did not answer the query ${queryId} within ${String(timeoutMs)} ms`,
    });
  }

  block(bot: BotReference): void {
    this.around.conversations.personBlocks(this.around.findBot(bot), this.record, true);
  }

  unblock(bot: BotReference): void {
    this.around.conversations.personBlocks(this.around.findBot(bot), this.record, false);
  }

  hasBlocked(bot: BotReference): boolean {
    return this.chat(this.around.findBot(bot))?.blocked ?? false;
  }

  /** The private chat with the bot, the oldest message first. */
  messages(bot: BotReference): EmulatedMessage[] {
    return (this.chat(this.around.findBot(bot))?.messages ?? []).map(visible);
  }

  /**
   * The first message from the bot that matches, as soon as there is one, be it new or edited. A string must be contained in the text.
   * @throws Error that lists what the person sees instead, when the time is over.
   */
  expectMessage(
    bot: BotReference,
    match: MessageMatch,
    { after = 0, timeoutMs = 5_000 }: { after?: number; timeoutMs?: number } = {},
  ): Promise<EmulatedMessage> {
    const record = this.around.findBot(bot);
    const isIt = matcher(match);
    return this.around.expectations.until({
      find: () => this.firstFromBot(record, (message) => message.messageId > after && isIt(message)),
      timeoutMs,
      disappointment: () =>
        `${this.key} saw no message from @${record.username} that matches ${wordsFor(match)}${this.view(record)}`,
    });
  }

  private firstFromBot(bot: BotRecord, isIt: (message: EmulatedMessage) => boolean): EmulatedMessage | undefined {
    const found = this.chat(bot)?.messages.find((message) => message.from === 'bot' && isIt(message));
    return found && visible(found);
  }

  private chat(bot: BotRecord): ChatRecord | undefined {
    return this.around.world.findChat(bot.id, this.record.id);
  }

  private findButton(chat: ChatRecord | undefined, text: string, messageId?: number): { target: MessageRecord; data: string } {
    for (const target of (chat?.messages ?? []).toReversed()) {
      const button = messageId === undefined || target.messageId === messageId ? buttonOf(target, text) : undefined;
      if (button) return { target, data: dataOf(button) };
    }
    throw new Error(`${this.key} sees no button «${text}»${lines((chat?.messages ?? []).map(visible))}`);
  }

  private view(bot: BotRecord): string {
    return lines(this.messages(bot));
  }
}

function buttonOf({ replyMarkup }: MessageRecord, text: string): InlineButton | undefined {
  return replyMarkup?.inline_keyboard?.flat().find((button) => button.text === text);
}

function dataOf({ text, url, callback_data: data }: InlineButton): string {
  if (data !== undefined) return data;
  throw new Error(`The button «${text}» sends nothing to the bot${url === undefined ? '' : `: it opens ${url}`}`);
}

/** A copy: what a test holds must not change when the bot edits. */
function visible(message: MessageRecord): EmulatedMessage {
  return structuredClone(message);
}

function matcher(match: MessageMatch): (message: EmulatedMessage) => boolean {
  if (typeof match === 'function') return match;
  if (typeof match === 'string') return ({ text }) => text.includes(match);
  const pattern = new RegExp(match.source, match.flags.replace(/[gy]/g, ''));
  return ({ text }) => pattern.test(text);
}

function wordsFor(match: MessageMatch): string {
  if (typeof match === 'function') return 'the condition';
  return typeof match === 'string' ? `«${match}»` : match.toString();
}

function lines(messages: readonly EmulatedMessage[]): string {
  if (messages.length === 0) return '. The chat is empty.';
  const shown = messages.slice(-20).map(({ messageId, from, text, replyMarkup }) => {
    const buttons = (replyMarkup?.inline_keyboard ?? []).flat().map((button) => ` [${button.text}]`);
    return `  #${String(messageId)} ${from}: ${text}${buttons.join('')}`;
  });
  return `. The chat shows:\n${shown.join('\n')}`;
}

/** What a person cannot do becomes a rejection, not an exception. */
async function attempt<T>(act: () => T): Promise<T> {
  return Promise.resolve().then(act);
}
