import type { FileRecord } from '../files/file-record';
import type { Clock } from './clock';
import { Random } from './random';
import type { ChatAction } from './chat-action';
import type { PollRecord } from './poll-record';
import type { BotRecord, CallbackRecord, ChatRecord, PersonRecord, WorldSnapshot } from './records';
import type { SharedChatRecord } from './shared-chat-records';

/** What happened, for those who wait for it: tests, the page, the file. */
export interface WorldChange {
  readonly kind: 'message' | 'edited' | 'deleted' | 'answered' | 'blocked' | 'people' | 'bots' | 'updates' | 'members' | 'action';
  readonly botId?: number;
  readonly personId?: number;
  /** A chat that several share. */
  readonly chatId?: number;
}

/** A crash may have cost the file its last moments. Ids that were given then must not be given again, so a restored world leaps ahead. */
const LEAP = 1_000;

const TOKEN_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';

/** Everything that is true in the box: bots, people, their chats. Holds and finds; what people and bots do stands elsewhere. */
export class World {
  readonly bots = new Map<number, BotRecord>();
  readonly people = new Map<number, PersonRecord>();
  readonly callbacks = new Map<string, CallbackRecord>();
  readonly sharedChats = new Map<number, SharedChatRecord>();
  readonly files = new Map<string, FileRecord>();
  readonly polls = new Map<string, PollRecord>();
  /** What bots are doing at the moment. */
  readonly actions = new Set<ChatAction>();
  readonly random: Random;
  private readonly chats = new Map<string, ChatRecord>();
  private readonly listeners = new Set<(change: WorldChange) => void>();

  constructor(
    readonly clock: Clock,
    seed: number,
  ) {
    this.random = new Random(seed);
  }

  /** Rebuilds a world from what `snapshot` gave. */
  static restore(clock: Clock, snapshot: WorldSnapshot): World {
    const world = new World(clock, snapshot.random);
    for (const bot of snapshot.bots) {
      world.bots.set(bot.id, {
        ...bot,
        nextUpdateId: bot.nextUpdateId + LEAP,
        nextMessageId: bot.nextMessageId + LEAP,
        pending: new Map(bot.pending.map((update) => [update.id, update])),
      });
    }
    for (const person of snapshot.people) world.people.set(person.id, person);
    for (const chat of snapshot.chats) world.chats.set(chatKey(chat.botId, chat.personId), chat);
    for (const chat of snapshot.sharedChats ?? []) {
      world.sharedChats.set(chat.id, { ...chat, nextMessageId: chat.nextMessageId + LEAP });
    }
    for (const callback of snapshot.callbacks) world.callbacks.set(callback.id, callback);
    for (const file of snapshot.files ?? []) world.files.set(file.uniqueId, file);
    world.relinkPolls();
    return world;
  }

  snapshot(): WorldSnapshot {
    return {
      version: 3,
      random: this.random.state,
      bots: [...this.bots.values()].map((bot) => ({ ...bot, pending: [...bot.pending.values()] })),
      people: [...this.people.values()],
      chats: [...this.chats.values()],
      sharedChats: [...this.sharedChats.values()],
      callbacks: [...this.callbacks.values()],
      files: [...this.files.values()],
    };
  }

  /** Seconds since 1970, as Telegram dates things. */
  get unixTime(): number {
    return Math.floor(this.clock.now() / 1000);
  }

  botByToken(token: string): BotRecord | undefined {
    const bot = this.bots.get(Number(token.slice(0, token.indexOf(':'))));
    return bot?.token === token && !bot.revoked ? bot : undefined;
  }

  botByUsername(username: string): BotRecord | undefined {
    const wanted = username.replace(/^@/, '').toLowerCase();
    return [...this.bots.values()].find((bot) => bot.username.toLowerCase() === wanted);
  }

  personByKey(key: string): PersonRecord | undefined {
    return [...this.people.values()].find((person) => person.key === key);
  }

  addBot(profile: { username: string; name?: string; token?: string }): BotRecord {
    const id = profile.token === undefined ? this.freshId(6_000_000_000, 9_999_999_999) : Number(profile.token.split(':')[0]);
    const bot: BotRecord = {
      id,
      token: profile.token ?? `${String(id)}:${this.random.text(TOKEN_ALPHABET, 35)}`,
      username: profile.username,
      name: profile.name ?? profile.username,
      revoked: false,
      nextUpdateId: this.random.between(100_000_000, 999_999_999),
      nextMessageId: 1,
      webhook: null,
      allowedUpdates: null,
      commands: {},
      pending: new Map(),
    };
    this.bots.set(id, bot);
    this.announce({ kind: 'bots', botId: id });
    return bot;
  }

  addPerson(profile: Omit<PersonRecord, 'id'> & { id?: number }): PersonRecord {
    // Every other person gets an id above 2^31: code that keeps ids in 32 bits must not pass its tests by luck.
    const [least, most] = this.people.size % 2 === 0 ? [5_000_000_000, 7_999_999_999] : [100_000_000, 2_000_000_000];
    const person = { ...profile, id: profile.id ?? this.freshId(least, most) };
    this.people.set(person.id, person);
    this.announce({ kind: 'people', personId: person.id });
    return person;
  }

  /** The chat of the two, made when it is not there yet. */
  chat(botId: number, personId: number): ChatRecord {
    const known = this.findChat(botId, personId);
    if (known) return known;
    const instance = this.freshInstance();
    const chat: ChatRecord = { botId, personId, met: false, blocked: false, instance, messages: [] };
    this.chats.set(chatKey(botId, personId), chat);
    return chat;
  }

  findChat(botId: number, personId: number): ChatRecord | undefined {
    return this.chats.get(chatKey(botId, personId));
  }

  /** A new chat with nobody in it. Groups have negative ids, supergroups and channels such that begin with -100; none fits 32 bits. */
  addSharedChat(profile: Pick<SharedChatRecord, 'type' | 'title' | 'username' | 'isForum' | 'signsPosts'>): SharedChatRecord {
    const [least, most] = profile.type === 'group' ? [4_300_000_000, 5_200_000_000] : [1_001_500_000_000, 1_003_900_000_000];
    const chat: SharedChatRecord = {
      ...profile,
      id: -this.freshId(least, most),
      members: [],
      topics: [],
      messages: [],
      nextMessageId: 1,
      pinned: [],
      instance: this.freshInstance(),
    };
    this.sharedChats.set(chat.id, chat);
    return chat;
  }

  sharedChatByUsername(username: string): SharedChatRecord | undefined {
    const wanted = username.replace(/^@/, '').toLowerCase();
    return [...this.sharedChats.values()].find((chat) => chat.username?.toLowerCase() === wanted);
  }

  /** Nobody and nothing is left but the bots, which count on: a number that was given is not given again. */
  forgetAllButBots(): void {
    for (const kept of [this.people, this.sharedChats, this.callbacks, this.chats, this.polls, this.actions]) kept.clear();
    this.announce({ kind: 'people' });
    this.announce({ kind: 'bots' });
  }

  /** The ledger numbers that messages point at. */
  lastCallIds(): number[] {
    return [...this.chats.values(), ...this.sharedChats.values()].map(
      ({ messages }) => messages.findLast((one) => one.callId !== undefined)?.callId ?? 0,
    );
  }

  /** Calls the listener after every change, until the answer is called. */
  onChange(listener: (change: WorldChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  announce(change: WorldChange): void {
    for (const listener of [...this.listeners]) listener(change);
  }

  /** Messages that show the same poll shared it before they were written down. */
  private relinkPolls(): void {
    for (const { messages } of [...this.chats.values(), ...this.sharedChats.values()]) {
      for (const message of messages) {
        if (!message.poll) continue;
        message.poll = this.polls.get(message.poll.id) ?? message.poll;
        this.polls.set(message.poll.id, message.poll);
      }
    }
  }

  private freshId(least: number, most: number): number {
    for (;;) {
      const id = this.random.between(least, most);
      if (!this.bots.has(id) && !this.people.has(id) && !this.sharedChats.has(-id)) return id;
    }
  }

  /** Of an album. */
  freshGroupId(): string {
    return this.random.text('123456789', 17);
  }

  private freshInstance(): string {
    return this.random.text('0123456789', 18).replace(/^0/, '1');
  }
}

function chatKey(botId: number, personId: number): string {
  return `${String(botId)}:${String(personId)}`;
}
