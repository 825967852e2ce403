import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, Sealer, Signals } from '@app/platform';
import type { Behaviour, Bot } from './bot.entity';
import { BotsRepository } from './bots.repository';

/** A bot with its token opened, in memory only. */
export interface RunningBot {
  readonly id: string;
  readonly telegramId: number;
  readonly username: string | null;
  readonly house: boolean;
  readonly behaviour: Behaviour;
  readonly webhookGeneration: number;
  readonly token: string;
}

const SIGNAL = 'bots';

/** How long a bot is remembered without looking again, in case a signal was lost. */
const MEMORY_MS = 60_000;

interface Remembered {
  readonly until: number;
  readonly bot: Promise<RunningBot | null>;
}

/** The bots as the hot paths need them: looked up once, forgotten when they change. */
@Injectable()
export class RunningBots implements OnModuleInit {
  private readonly known = new Map<string, Remembered>();

  constructor(
    private readonly bots: BotsRepository,
    private readonly sealer: Sealer,
    private readonly signals: Signals,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const forget = (): void => {
      this.known.clear();
    };
    this.signals.on(SIGNAL, forget);
    this.signals.onReconnect(forget);
  }

  /** Tells every process that a bot has changed; in a transaction, when it commits. */
  async changed(): Promise<void> {
    this.known.clear();
    await this.signals.send(SIGNAL);
  }

  /** Calls the listener when a bot has changed, in whichever process. */
  onChanged(listener: () => void): void {
    this.signals.on(SIGNAL, listener);
  }

  async find(id: string): Promise<RunningBot | null> {
    return await this.remember(`id ${id}`, () => this.bots.find(id));
  }

  async findByWebhookKey(webhookKey: string): Promise<RunningBot | null> {
    return await this.remember(`key ${webhookKey}`, () => this.bots.findByWebhookKey(webhookKey));
  }

  /** The bots that we have to ask Telegram about ourselves. */
  async polling(): Promise<RunningBot[]> {
    const bots = await this.bots.all();
    return bots
      .filter(({ mode, active, pausedReason }) => mode === 'polling' && active && pausedReason === null)
      .map((bot) => this.open(bot));
  }

  /** The token of a bot, as it is kept. */
  seal(id: string, token: string): string {
    return this.sealer.seal(token, tokenPlace(id));
  }

  /** A bot as it runs. */
  open(bot: Bot): RunningBot {
    const { id, telegramId, username, behaviour, webhookGeneration, ownerId, tokenSealed } = bot;
    const token = this.sealer.open(tokenSealed, tokenPlace(id));
    return { id, telegramId, username, behaviour, webhookGeneration, house: ownerId === null, token };
  }

  private async remember(key: string, look: () => Promise<Bot | null>): Promise<RunningBot | null> {
    const known = this.known.get(key);
    if (known && known.until > this.clock.now().getTime()) return await known.bot;
    const bot = look().then((found) => (found ? this.open(found) : null));
    this.known.set(key, { until: this.clock.now().getTime() + MEMORY_MS, bot });
    bot.catch(() => this.known.delete(key));
    return await bot;
  }
}

/** Where the sealed token of a bot lives. */
function tokenPlace(rowId: string): { table: string; column: string; rowId: string } {
  return { table: 'bots', column: 'token_sealed', rowId };
}
