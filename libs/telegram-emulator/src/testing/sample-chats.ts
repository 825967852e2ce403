import type { Person } from '../person';
import type { TelegramEmulator } from '../telegram-emulator';
import { ADMIN_RIGHTS } from '../world/shared-chat-records';
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

/** Chats with members in them: some that the bot manages, but for stories, and some where it is nothing but there. */
export async function manageChats(
  telegram: TelegramEmulator,
  bot: BotClient,
  places: Map<string, number | string>,
): Promise<void> {
  const [owner, member, administrator] = ['owner', 'member', 'administrator'].map((key) => telegram.person(key)) as [
    Person,
    Person,
    Person,
  ];
  const members = [bot, member, administrator];
  const rights = ADMIN_RIGHTS.filter((right) => right !== 'can_edit_stories');
  for (const [place, forum] of [
    ['moderated', false],
    ['moderated forum', true],
  ] as const) {
    const chat = telegram.supergroup(place, { owner, members, forum });
    await owner.in(chat).promote(bot, { rights });
    await owner.in(chat).promote(administrator);
    places.set(place, chat.id);
  }
  places.set('supergroup with members', telegram.supergroup('Members', { owner, members }).id);
  places.set('group with members', telegram.group('Members', { owner, members }).id);
  places.set('owner', owner.id).set('member', member.id).set('administrator', administrator.id).set('bot', bot.id);
}
