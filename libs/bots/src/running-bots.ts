import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, RecentlyUsed, Sealer, Signals } from '@app/platform';
import type { Behaviour, Bot } from './bot.entity';
import { BotsRepository } from './bots.repository';

/** A bot with its token opened, in memory only. */
export interface RunningBot {
  readonly id: string;
  readonly telegramId: number;
  readonly username: string | null;
  readonly house: boolean;
  readonly behaviour: Behaviour;
  /** Commands that were written longer ago than that are not answered. */
  readonly ignoreCommandsOlderThanMinutes: number | null;
  readonly webhookGeneration: number;
  /** The oldest generation of the webhook's secret that is still good: the one before what Telegram has. */
  readonly oldestGeneration: number;
  /** Whether we are to ask Telegram for its updates. */
  readonly polled: boolean;
  readonly token: string;
}

const SIGNAL = 'bots';

/** How long a bot is remembered without looking again, in case a signal was lost. */
const MEMORY_MS = 60_000;

/** How many are remembered: whoever has more bots than that looks the quiet ones up again. */
const MOST_REMEMBERED = 2_000;

interface Remembered {
  readonly until: number;
  readonly bot: Promise<RunningBot | null>;
}

/** The bots as the hot paths need them: looked up once, forgotten when they change. */
@Injectable()
export class RunningBots implements OnModuleInit {
  private readonly known = new RecentlyUsed<Remembered>(MOST_REMEMBERED);
  /** Ids by webhook key, which no bot ever changes. */
  private readonly idsByKey = new RecentlyUsed<string>(MOST_REMEMBERED);

  constructor(
    private readonly bots: BotsRepository,
    private readonly sealer: Sealer,
    private readonly signals: Signals,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.onChanged((id) => {
      if (id === null) this.known.clear();
      else this.known.delete(id);
    });
  }

  /** Tells every process that a bot has changed; in a transaction, when it commits. */
  async changed(id: string): Promise<void> {
    this.known.delete(id);
    await this.signals.send(SIGNAL, id);
  }

  /** Calls the listener when a bot has changed, in whichever process; with null when any of them may have. */
  onChanged(listener: (id: string | null) => void): void {
    this.signals.on(SIGNAL, listener);
    this.signals.onReconnect(() => {
      listener(null);
    });
  }

  async find(id: string): Promise<RunningBot | null> {
    const known = this.known.get(id);
    if (known && known.until > this.clock.now().getTime()) return await known.bot;
    return await this.findAnew(id);
  }

  /** Looks at the row, whatever is remembered. */
  async findAnew(id: string): Promise<RunningBot | null> {
    const bot = this.bots.find(id).then((found) => (found ? this.open(found) : null));
    this.known.set(id, { until: this.clock.now().getTime() + MEMORY_MS, bot });
    bot.catch(() => {
      this.known.delete(id);
    });
    return await bot;
  }

  async findByWebhookKey(webhookKey: string): Promise<RunningBot | null> {
    const known = this.idsByKey.get(webhookKey);
    if (known !== undefined) return await this.find(known);
    const bot = await this.bots.findByWebhookKey(webhookKey);
    if (!bot) return null;
    this.idsByKey.set(webhookKey, bot.id);
    return await this.find(bot.id);
  }

  /** The token of a bot, as it is kept. */
  seal(id: string, token: string): string {
    return this.sealer.seal(token, tokenPlace(id));
  }

  /** A bot as it runs. */
  open(bot: Bot): RunningBot {
    const { id, telegramId, username, behaviour, ignoreCommandsOlderThanMinutes, webhookGeneration, ownerId, tokenSealed } = bot;
    const token = this.sealer.open(tokenSealed, tokenPlace(id));
    const polled = bot.mode === 'polling' && bot.active && bot.pausedReason === null;
    const oldestGeneration = (bot.mode === 'polling' ? webhookGeneration : bot.webhookGenerationSet) - 1;
    const house = ownerId === null;
    const manners = { behaviour, ignoreCommandsOlderThanMinutes };
    return { id, telegramId, username, ...manners, webhookGeneration, oldestGeneration, polled, house, token };
  }
}

/** Where the sealed token of a bot lives. */
function tokenPlace(rowId: string): { table: string; column: string; rowId: string } {
  return { table: 'bots', column: 'token_sealed', rowId };
}
