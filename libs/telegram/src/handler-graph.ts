import { Injectable } from '@nestjs/common';
import { InjectBot } from 'nestjs-telegraf';
import { Telegraf } from 'telegraf';
import type { Update } from 'telegraf/types';
import { BotContext, type GraphBot, type Outbox } from './bot-context';
import { withPlainCommand } from './command';

const HANDLER_TIMEOUT_MS = 10_000;

/** Thrown when handlers of an update have not ended in time. */
export class HandlerTimeoutError extends Error {
  constructor() {
    super(`The handlers did not end within ${String(HANDLER_TIMEOUT_MS / 1_000)} s.`);
  }
}

/**
 * The one graph of handlers, which serves any number of bots: a Telegraf instance is a composer, so an update of
 * any bot only needs a context bound to that bot.
 */
@Injectable()
export class HandlerGraph {
  constructor(@InjectBot() private readonly graph: Telegraf<BotContext>) {
    // nestjs-telegraf stops its bot at shutdown, and Telegraf throws when it was never launched.
    graph.stop = () => undefined;
  }

  /** Runs the handlers of an update. Rejects when one of them fails or takes too long. */
  async dispatch(bot: GraphBot, update: Update, outbox: Outbox): Promise<void> {
    const context = new BotContext(withPlainCommand(update), bot, outbox);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new HandlerTimeoutError());
      }, HANDLER_TIMEOUT_MS);
    });
    try {
      await Promise.race([this.graph.middleware()(context, () => Promise.resolve()), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
