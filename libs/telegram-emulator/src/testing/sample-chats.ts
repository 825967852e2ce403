import type { TelegramEmulator } from '../telegram-emulator';
import type { BotClient } from './bot-client';

/** A channel in which the bot writes, and a poll of it that is closed. */
export async function openChannelAndPoll(
  telegram: TelegramEmulator,
  bot: BotClient,
  places: Map<string, number | string>,
): Promise<void> {
  const owner = telegram.person('owner');
  const channel = telegram.channel('News', { owner });
  await owner.in(channel).add(bot);
  places.set('channel', channel.id);
  const poll = { chat_id: places.get('person'), question: 'Q', options: ['a', 'b'], is_closed: true };
  places.set('closed poll', (await bot.result<{ message_id: number }>('sendPoll', poll)).message_id);
}
