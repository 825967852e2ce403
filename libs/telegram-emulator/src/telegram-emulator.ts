import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Engine } from './engine';
import type { EmulatorOptions } from './emulator-options';
import type { Ledger } from './calls/ledger';
import type { CallListener, DeliveryEntry, LedgerEntry } from './calls/journal';
import type { Fault, FaultHandle } from './faults/faults';
import { Chat, findChat } from './chat';
import type { EmulatedFile } from './files/emulated-file';
import { Person } from './person';
import {
  asEmulatedBot,
  conditionOfBot,
  type BotCondition,
  type BotProfile,
  type ChatProfile,
  type EmulatedBot,
} from './profiles';
import type { FoundedChat, PersonProfile } from './profiles';
import type { BotReference } from './surroundings';
import { updatesAbout, type ChatPlace, type ToldUpdate } from './updates/updates-about';
import type { WebhookAttack } from './webhook/webhook-attacks';
import type { PersonRecord } from './world/records';
import type { WorldChange } from './world/world';

/**
 * Telegram in a box: one world of people and bots, with the Bot API over HTTP as its face. People act through `person()`; bots hear of it
 * only by updates; every call and every delivery is recorded.
 */
export class TelegramEmulator {
  private readonly knownPeople = new Map<number, Person>();

  private constructor(
    private readonly engine: Engine,
    private readonly server: Server,
    private readonly host: string,
  ) {}

  /** Starts a box. With a `stateFile` that exists, the world of that file goes on. @throws Error when the port is taken (EADDRINUSE). */
  static async start({
    port = 0,
    host = '127.0.0.1',
    otherRequests,
    ...options
  }: EmulatorOptions = {}): Promise<TelegramEmulator> {
    const engine = new Engine(options);
    const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
      if (request.url?.startsWith('/file/bot') === true) engine.fileFace.handle(request, response);
      else if (otherRequests && request.url?.startsWith('/bot') !== true) otherRequests(request, response);
      else void engine.face.handle(request, response);
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, host, resolve);
    });
    engine.begin();
    return new TelegramEmulator(engine, server, host);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** What takes the place of `https://api.telegram.org`, without a slash at the end. */
  get apiRoot(): string {
    return `http://${this.host.includes(':') ? `[${this.host}]` : this.host}:${String(this.port)}`;
  }

  /** The bot of this username, made when there is none. Another token replaces the old one, as BotFather's /revoke does. */
  addBot({ username, name, token, privacy }: BotProfile): EmulatedBot {
    const { world } = this.engine;
    const bot = world.botByUsername(username) ?? world.addBot({ username: username.replace(/^@/, ''), name, token });
    if (token !== undefined && token !== bot.token) {
      this.engine.forgetWebhook(bot);
      Object.assign(bot, { token, revoked: false });
    }
    if (name !== undefined) bot.name = name;
    if (privacy !== undefined) bot.readsAllMessages = !privacy;
    world.announce({ kind: 'bots', botId: bot.id });
    return asEmulatedBot(bot);
  }

  /** From now on the bot's token answers 401. */
  revoke(bot: BotReference): void {
    const record = this.engine.findBot(bot);
    record.revoked = true;
    this.engine.forgetWebhook(record);
    this.engine.world.announce({ kind: 'bots', botId: record.id });
  }

  /** How things stand between the bot and its program. */
  conditionOf(bot: BotReference): BotCondition {
    return conditionOfBot(this.engine.findBot(bot));
  }

  bots(): EmulatedBot[] {
    return [...this.engine.world.bots.values()].map(asEmulatedBot);
  }

  /** The person of this key, made when there is none. A profile given again changes the person's profile. */
  person(key: string, profile: PersonProfile = {}): Person {
    const { world } = this.engine;
    const known = world.personByKey(key);
    const record = known ?? world.addPerson({ key, firstName: key.charAt(0).toUpperCase() + key.slice(1), ...profile });
    if (known && Object.keys(profile).length > 0) {
      if (profile.id !== undefined && profile.id !== known.id) {
        throw new Error(`${key} has the id ${String(known.id)}, which cannot change`);
      }
      Object.assign(known, profile);
      world.announce({ kind: 'people', personId: known.id });
    }
    return this.personOf(record);
  }

  people(): Person[] {
    return [...this.engine.world.people.values()].map((record) => this.personOf(record));
  }

  /** A basic group. */
  group(title: string, profile: Omit<ChatProfile, 'username'>): Chat {
    return this.found({ type: 'group', title, ...profile });
  }

  supergroup(title: string, { forum = false, ...profile }: ChatProfile & { forum?: boolean }): Chat {
    return this.found({ type: 'supergroup', title, isForum: forum, ...profile });
  }

  channel(title: string, { signsPosts = false, ...profile }: ChatProfile & { signsPosts?: boolean }): Chat {
    return this.found({ type: 'channel', title, signsPosts, ...profile });
  }

  /** The chat in which people write to a channel, with the bots that are administrators of the channel now. */
  directMessages(channel: Chat): Chat {
    return new Chat(this.engine.sharedChats.openDirectMessages(findChat(this.engine.world, channel)), this.engine);
  }

  /** Every chat that several share. */
  chats(): Chat[] {
    return [...this.engine.world.sharedChats.values()].map((record) => new Chat(record, this.engine));
  }

  /** A file that somebody sent, by its `file_unique_id`. */
  file(uniqueId: string): EmulatedFile | undefined {
    const file = this.engine.files.find(uniqueId);
    const bytes = file && this.engine.files.bytesOf(file);
    return bytes && { ...file, bytes };
  }

  /** Every call of the Bot API, the oldest first. */
  get calls(): readonly LedgerEntry[] {
    return this.engine.journal.calls;
  }

  /** The same calls, to be found and expected. */
  get ledger(): Ledger {
    return this.engine.ledger;
  }

  callsOf(method: string, bot?: BotReference): LedgerEntry[] {
    return this.ledger.find({ method, bot });
  }

  /** Every attempt to deliver an update to a webhook. */
  get deliveries(): readonly DeliveryEntry[] {
    return this.engine.journal.deliveries;
  }

  /** Calls that no harness should let pass: unknown methods, parameters against the documentation. */
  get problems(): string[] {
    return this.engine.journal.problems;
  }

  /** Calls the listener when a call was read and right after its answer was written; the result ends that. */
  onCall(listener: CallListener): () => void {
    return this.engine.journal.onCall(listener);
  }

  /** Calls the listener after every change of the world; the result ends that. */
  onChange(listener: (change: WorldChange) => void): () => void {
    return this.engine.world.onChange(listener);
  }

  /** Delivers an update once more that the webhook has had already: Telegram promises at least once, not once. */
  redeliver(bot: BotReference, updateId: number): Promise<void> {
    return this.engine.attacks.redeliver(this.engine.findBot(bot), updateId);
  }

  /** Sends to the bot's webhook what Telegram's sender would not, and gives the statuses that came back; 0 is a connection that broke. */
  attackWebhook(bot: BotReference, attack: WebhookAttack): Promise<number[]> {
    return this.engine.attacks.attack(this.engine.findBot(bot), attack);
  }

  /** How many updates wait for the bot. */
  pendingUpdates(bot: BotReference): number {
    return this.engine.updates.pending(this.engine.findBot(bot)).length;
  }

  /** Lets something go wrong from now on, until the result is cleared or `times` is used up. */
  fault(fault: Fault): FaultHandle {
    return this.engine.faults.add(fault);
  }

  clearFaults(): void {
    this.engine.faults.clear();
  }

  /** Resolves when no update of a bot with a webhook waits any more. @throws Error that names who still waits. */
  async idle(timeoutMs = 5_000): Promise<void> {
    await this.engine.expectations.until({
      find: () => (this.engine.updates.waiting().length === 0 ? true : undefined),
      timeoutMs,
      disappointment: () => `Updates still wait: ${this.engine.updates.waiting().join(', ')}`,
    });
  }

  /** The updates by which bots were told of a message, as far as they are remembered: 10,000 for all bots together. */
  updatesAbout(place: ChatPlace, messageId: number): ToldUpdate[] {
    return updatesAbout(this.engine.world, this.engine.updates, place, messageId);
  }

  /** Empties the world: people, chats, faults and the journal are gone; bots keep their tokens, commands and webhooks. */
  reset(): void {
    this.engine.reset();
    this.knownPeople.clear();
  }

  /** Writes the state file now, if there is one. */
  flush(): void {
    this.engine.flush();
  }

  /** Ends every connection, attempt and timer; the state file is complete afterwards. */
  async close(): Promise<void> {
    if (!this.server.listening) return;
    this.engine.end();
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private found({ owner, members = [], isForum = false, signsPosts = false, ...profile }: FoundedChat): Chat {
    const memberIds = members.map(({ id }) => id);
    const record = this.engine.sharedChats.found({ ...profile, isForum, signsPosts, ownerId: owner.id, memberIds });
    return new Chat(record, this.engine);
  }

  private personOf(record: PersonRecord): Person {
    const person = this.knownPeople.get(record.id) ?? new Person(record, this.engine);
    this.knownPeople.set(record.id, person);
    return person;
  }
}
