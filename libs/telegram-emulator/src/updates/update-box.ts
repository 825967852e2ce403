import type { BotRecord, StoredUpdate, UpdateKind } from '../world/records';
import type { World } from '../world/world';

const DAY_MS = 24 * 3_600_000;
const CALLBACK_LIFE_MS = 150_000;
const DELIVERED_KEPT = 10_000;
const WEEK_MS = 7 * DAY_MS;

/** What is sent unless the bot asked otherwise: all but these three. https://core.telegram.org/bots/api#setwebhook */
const NOT_BY_DEFAULT = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);

/** The updates that wait for each bot, and those that were delivered lately. */
export class UpdateBox {
  private readonly delivered = new Map<string, StoredUpdate>();
  private readonly lastOf = new Map<number, StoredUpdate>();
  private readonly listeners = new Set<(bot: BotRecord, update: StoredUpdate) => void>();

  constructor(private readonly world: World) {}

  /** Puts an update into the bot's box unless the bot did not ask for its kind; such an update uses up no id. */
  put(bot: BotRecord, kind: UpdateKind, queue: string, payload: unknown): void {
    if (!isAllowed(bot, kind)) return;
    const life = kind === 'callback_query' ? CALLBACK_LIFE_MS : DAY_MS;
    const now = this.world.clock.now();
    // After a week of silence the numbers go on anywhere: https://core.telegram.org/bots/api#update
    if (now - (bot.lastUpdateAtMs ?? now) > WEEK_MS) bot.nextUpdateId = this.world.random.between(1, 999_999_999);
    const update = { id: bot.nextUpdateId, kind, payload, queue, expiresAtMs: now + life };
    bot.nextUpdateId += 1;
    bot.lastUpdateAtMs = now;
    bot.pending.set(update.id, update);
    for (const listener of [...this.listeners]) listener(bot, update);
    this.world.announce({ kind: 'updates', botId: bot.id });
  }

  /** What waits, in order; what expired is forgotten on the way, silently, as Telegram does. */
  pending(bot: BotRecord): StoredUpdate[] {
    const now = this.world.clock.now();
    for (const update of bot.pending.values()) if (update.expiresAtMs < now) bot.pending.delete(update.id);
    return [...bot.pending.values()];
  }

  /** The bot has it. It stays known for a while, so that it can be delivered once more. */
  confirm(bot: BotRecord, update: StoredUpdate): void {
    this.remember(bot, update);
    this.drop(bot, update);
  }

  /** The bot was given it, but Telegram does not know. */
  remember(bot: BotRecord, update: StoredUpdate): void {
    const key = `${String(bot.id)}:${String(update.id)}`;
    this.delivered.set(key, update);
    this.lastOf.set(bot.id, update);
    if (this.delivered.size > DELIVERED_KEPT) this.delivered.delete(this.delivered.keys().next().value ?? key);
  }

  drop(bot: BotRecord, update: StoredUpdate): void {
    bot.pending.delete(update.id);
    this.world.announce({ kind: 'updates', botId: bot.id });
  }

  clear(bot: BotRecord): void {
    bot.pending.clear();
    this.world.announce({ kind: 'updates', botId: bot.id });
  }

  /** Which bots with a webhook have not been given everything yet, in words. */
  waiting(): string[] {
    const behind = [...this.world.bots.values()].filter(({ webhook, pending }) => webhook !== null && pending.size > 0);
    return behind.map(({ pending, username }) => `${String(pending.size)} of @${username}`);
  }

  findDelivered(botId: number, updateId: number): StoredUpdate | undefined {
    return this.delivered.get(`${String(botId)}:${String(updateId)}`);
  }

  /** What waits for the bot and what it had lately, in order. */
  known(bot: BotRecord): { update: StoredUpdate; isPending: boolean }[] {
    const mine = `${String(bot.id)}:`;
    const delivered = [...this.delivered]
      .filter(([key]) => key.startsWith(mine))
      .map(([, update]) => ({ update, isPending: false }));
    const waiting = this.pending(bot).map((update) => ({ update, isPending: true }));
    return [...delivered.filter(({ update }) => !bot.pending.has(update.id)), ...waiting].sort(
      (one, other) => one.update.id - other.update.id,
    );
  }

  /** Nothing waits any more, and nothing is known of before. */
  forgetAll(): void {
    this.delivered.clear();
    this.lastOf.clear();
    for (const bot of this.world.bots.values()) this.clear(bot);
  }

  lastDelivered(botId: number): StoredUpdate | undefined {
    return this.lastOf.get(botId);
  }

  onPut(listener: (bot: BotRecord, update: StoredUpdate) => void): void {
    this.listeners.add(listener);
  }
}

/** The body in which Telegram sends an update, line break included (telegram-bot-api, WebhookActor.cpp). */
export function updateBody(update: StoredUpdate): string {
  return `{"update_id":${String(update.id)},\n"${update.kind}":${JSON.stringify(update.payload)}}`;
}

export function updateInBotApiForm(update: StoredUpdate): Record<string, unknown> {
  return { update_id: update.id, [update.kind]: update.payload };
}

function isAllowed(bot: BotRecord, kind: UpdateKind): boolean {
  return bot.allowedUpdates ? bot.allowedUpdates.includes(kind) : !NOT_BY_DEFAULT.has(kind);
}
