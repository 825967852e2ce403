import { characterCount } from '@app/formatting';
import type { Method } from '../calls/method';
import { badRequest } from '../calls/refusal';

/** How long a press may be answered. Telegram names no figure; this is how long it tries to deliver the update. */
const ANSWERABLE_MS = 150_000;
const LONGEST_TEXT = 200;

/** https://core.telegram.org/bots/api#answercallbackquery */
export const answerCallbackQuery: Method = {
  name: 'answerCallbackQuery',
  run: ({ world, bot, params }) => {
    const callback = world.callbacks.get(params.text('callback_query_id'));
    const isOpen = callback?.botId === bot.id && callback.answer === undefined;
    if (!isOpen || world.clock.now() - callback.askedAtMs > ANSWERABLE_MS) {
      throw badRequest('query is too old and response timeout expired or query ID is invalid');
    }
    const [text, url] = [params.text('text'), params.text('url')];
    if (characterCount(text) > LONGEST_TEXT) throw badRequest('MESSAGE_TOO_LONG');
    callback.answer = {
      ...(text !== '' && { text }),
      ...(params.flag('show_alert') && { showAlert: true }),
      ...(url !== '' && { url }),
    };
    world.announce({ kind: 'answered', botId: bot.id, personId: callback.personId });
    return true;
  },
};
