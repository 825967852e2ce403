import type { Method } from '../calls/method';
import { updateInBotApiForm } from '../updates/update-box';
import { allowedUpdatesOf } from './allowed-updates';

const LONGEST_POLL_SECONDS = 50;

/** https://core.telegram.org/bots/api#getupdates */
export const getUpdates: Method = {
  name: 'getUpdates',
  run: async ({ world, bot, params, polls }) => {
    if (bot.webhook) {
      const words = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
      return polls.refuse(bot, words);
    }
    const allowed = allowedUpdatesOf(params);
    if (allowed !== undefined) {
      bot.allowedUpdates = allowed;
      world.announce({ kind: 'bots', botId: bot.id });
    }
    const updates = await polls.answer(bot, {
      offset: params.integer('offset') ?? 0,
      limit: clamp(params.integer('limit') ?? 100, 1, 100),
      timeoutSeconds: clamp(params.integer('timeout') ?? 0, 0, LONGEST_POLL_SECONDS),
    });
    return updates.map(updateInBotApiForm);
  },
};

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
