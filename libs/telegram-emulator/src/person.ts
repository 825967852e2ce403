import { findChat } from './chat';
import {
  findButton,
  found,
  lines,
  matcher,
  stretch,
  visible,
  wordsFor,
  type EmulatedMessage,
  type MessageMatch,
  type MessageWindow,
} from './emulated-message';
import { filed, filedTogether, type OutgoingFile } from './files/outgoing-file';
import { PersonInChat } from './person-in-chat';
import { contactOf, keyboardButton, keyboardIn, type KeyboardButton } from './reply-keyboard';
import { attempt, type BotReference, type PersonSurroundings } from './surroundings';
import { menuButtonFor, profileTextOf } from './world/bot-profile';
import { commandsShownTo } from './world/command-menu';
import type { ContactRecord, Contents, LocationRecord } from './world/contents';
import type { BotCommand, BotRecord, CallbackAnswer, ChatRecord, MenuButton, PersonRecord } from './world/records';

/** A bot as a person sees it. */
export interface BotFace {
  readonly name: string;
  readonly description: string;
  readonly shortDescription: string;
  readonly menuButton: Readonly<MenuButton>;
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

  /** Sends a file to the bot in their private chat. */
  sendFile(bot: BotReference, file: OutgoingFile, { replyTo }: { replyTo?: number } = {}): Promise<EmulatedMessage> {
    const { conversations, files, findBot } = this.around;
    return attempt(() => visible(conversations.personSends(findBot(bot), this.record, { ...filed(files, file), replyTo })));
  }

  /** Sends several files that are shown together, each in a message of its own. */
  sendAlbum(bot: BotReference, album: readonly OutgoingFile[]): Promise<EmulatedMessage[]> {
    const { conversations, files, findBot, world } = this.around;
    return attempt(() =>
      filedTogether(files, world.freshGroupId(), album).map((content) =>
        visible(conversations.personSends(findBot(bot), this.record, content)),
      ),
    );
  }

  sendLocation(bot: BotReference, location: LocationRecord): Promise<EmulatedMessage> {
    return this.sendContents(bot, { location });
  }

  /** Sends a contact; the person's own unless told otherwise. */
  sendContact(bot: BotReference, contact: ContactRecord = contactOf(this.record)): Promise<EmulatedMessage> {
    return this.sendContents(bot, { contact });
  }

  /** Chooses options of a poll by their numbers, from 0 on; none takes the vote back. */
  vote(bot: BotReference, message: { readonly messageId: number }, options: readonly number[]): Promise<void> {
    return attempt(() => {
      const found = this.chat(this.around.findBot(bot))?.messages.find(({ messageId }) => messageId === message.messageId);
      if (!found?.poll) throw new Error(`The message ${String(message.messageId)} is no poll`);
      this.around.ballots.vote(this.record, found.poll, options);
    });
  }

  /** Reacts to a message with an emoji; with none takes it back. */
  react(bot: BotReference, message: { readonly messageId: number }, ...emoji: readonly string[]): Promise<void> {
    return attempt(() => {
      const chat = this.chat(this.around.findBot(bot));
      const found = chat?.messages.find(({ messageId }) => messageId === message.messageId);
      if (!chat || !found) throw new Error(`${this.key} sees no message ${String(message.messageId)} there`);
      this.around.reactions.react(this.record, chat, found, emoji);
    });
  }

  /** The keys that the bot put in place of the person's keyboard; null when it is their own. */
  keyboard(bot: BotReference): KeyboardButton[][] | null {
    return keyboardIn(this.chat(this.around.findBot(bot))?.messages ?? []);
  }

  /** Presses a key of that keyboard: it sends its text, or the contact or the location that it asks for. */
  tap(bot: BotReference, key: string, location?: LocationRecord): Promise<EmulatedMessage> {
    return attempt(() => {
      const button = keyboardButton(this.chat(this.around.findBot(bot))?.messages ?? [], key);
      if (button.request_contact === true) return this.sendContact(bot);
      if (button.request_location !== true) return this.send(bot, button.text);
      if (!location) throw new Error(`The key «${key}» asks where ${this.key} is`);
      return this.sendLocation(bot, location);
    });
  }

  /** What the bot shows that it is doing, as `typing`. */
  chatAction(bot: BotReference): string | undefined {
    const botId = this.around.findBot(bot).id;
    return [...this.around.world.actions].find((one) => one.botId === botId && one.chatId === this.id)?.action;
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
      const { target, data } = findButton(this.chat(record)?.messages ?? [], button, message?.messageId);
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

  /** The commands that the bot offers to this person, in the private chat or in one that several share. */
  commandsOf(bot: BotReference, chat?: { readonly id: number }): BotCommand[] {
    const shared = chat && findChat(this.around.world, chat);
    return commandsShownTo(this.record, this.around.findBot(bot), shared);
  }

  /** Opens an invite link: comes in by it, or asks to be let in. */
  followInvite(link: string): Promise<'joined' | 'requested'> {
    return attempt(() => this.around.sharedChats.doors.follow(this.record, link));
  }

  /** What the bot says of itself in this person's language, and its button beside their text field. */
  botProfile(bot: BotReference): BotFace {
    const record = this.around.findBot(bot);
    const language = this.record.languageCode?.slice(0, 2) ?? '';
    return {
      name: profileTextOf(record, 'name', language),
      description: profileTextOf(record, 'description', language),
      shortDescription: profileTextOf(record, 'short_description', language),
      menuButton: menuButtonFor(record, String(this.id)),
    };
  }

  /** This person in a chat that several share. */
  in(chat: { readonly id: number }): PersonInChat {
    return new PersonInChat(this.record, findChat(this.around.world, chat), this.around);
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
  messages(bot: BotReference, window: MessageWindow = {}): EmulatedMessage[] {
    return stretch(this.chat(this.around.findBot(bot))?.messages ?? [], window);
  }

  /** @throws Error when it is not there, or not any more. */
  message(bot: BotReference, messageId: number): EmulatedMessage {
    return found(this.chat(this.around.findBot(bot))?.messages ?? [], messageId);
  }

  /** The numbers of the messages that the bot pinned in the private chat, the newest last. */
  pinned(bot: BotReference): readonly number[] {
    return this.chat(this.around.findBot(bot))?.pinned ?? [];
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

  private sendContents(bot: BotReference, contents: Contents): Promise<EmulatedMessage> {
    const content = { text: '', entities: [], ...contents };
    return attempt(() => visible(this.around.conversations.personSends(this.around.findBot(bot), this.record, content)));
  }

  private firstFromBot(bot: BotRecord, isIt: (message: EmulatedMessage) => boolean): EmulatedMessage | undefined {
    const found = this.chat(bot)?.messages.find((message) => message.from === 'bot' && isIt(message));
    return found && visible(found);
  }

  private chat(bot: BotRecord): ChatRecord | undefined {
    return this.around.world.findChat(bot.id, this.record.id);
  }

  private view(bot: BotRecord): string {
    return lines(this.messages(bot));
  }
}
