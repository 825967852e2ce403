import type { TelegramEmulator } from '../telegram-emulator';
import { BotClient } from '../testing/bot-client';
import { manageChats, openChannelAndPoll } from '../testing/sample-chats';
import { sendSamples } from '../testing/sample-files';

/** The chats in which a row can play, and what else a row names by words. */
export type Places = Map<string, number | string>;

/** Builds the world in which the rows play. */
export async function buildScene(telegram: TelegramEmulator): Promise<Places> {
  const tower = telegram.addBot({ username: 'tower_bot' });
  const places: Places = new Map<string, number | string>([['token', tower.token]]);
  const scene = { telegram, bot: new BotClient(telegram, tower), places };
  await privateChats(scene);
  await chatsThatEnded(scene);
  await chatsThatAreOpen(scene);
  await sendSamples(telegram, scene.bot, places);
  await openChannelAndPoll(telegram, scene.bot, places);
  await manageChats(telegram, scene.bot, places);
  return places;
}

/** Long texts and what exists only in this world are written in the rows by what they mean. */
export function unfolded(places: Places, value: unknown): unknown {
  if (typeof value === 'string') return places.get(value) ?? value;
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  if ('repeat' in value && 'times' in value) return String(value.repeat).repeat(Number(value.times));
  if (Array.isArray(value)) return value.map((one) => unfolded(places, one));
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, key === 'inline_keyboard' && one === null ? null : unfolded(places, one)]),
  );
}

interface Scene {
  telegram: TelegramEmulator;
  bot: BotClient;
  places: Places;
}

async function privateChats({ telegram, bot, places }: Scene): Promise<void> {
  const [person, blocked] = [telegram.person('ann'), telegram.person('boris')];
  await person.send(bot, '/start');
  await blocked.send(bot, '/start');
  blocked.block(bot);
  const { message_id } = await bot.result<{ message_id: number }>('sendMessage', { chat_id: person.id, text: 'hi' });
  places.set('own message', message_id).set('person', person.id).set('blocked', blocked.id);
  const keyed = { chat_id: person.id, text: 'which?', reply_markup: { keyboard: [[{ text: 'this' }]] } };
  places.set('own keyboard', (await bot.result<{ message_id: number }>('sendMessage', keyed)).message_id);
  places.set('stranger', telegram.person('stranger').id);
}

async function chatsThatEnded({ telegram, bot, places }: Scene): Promise<void> {
  const owner = telegram.person('owner');
  for (const [type, place] of [
    ['group', 'kickedFromGroup'],
    ['supergroup', 'kickedFromSupergroup'],
    ['channel', 'kickedFromChannel'],
  ] as const) {
    const chat = telegram[type](place, { owner });
    await owner.in(chat).add(bot);
    await owner.in(chat).remove(bot);
    places.set(place, chat.id);
  }
  for (const [type, place] of [
    ['group', 'leftGroup'],
    ['supergroup', 'leftSupergroup'],
    ['channel', 'leftChannel'],
  ] as const) {
    const chat = telegram[type](place, { owner });
    await owner.in(chat).add(bot);
    await bot.result('leaveChat', { chat_id: chat.id });
    places.set(place, chat.id);
  }
}

async function chatsThatAreOpen({ telegram, bot, places }: Scene): Promise<void> {
  const owner = telegram.person('owner');
  const founded = { owner, members: [bot] };
  const [deleted, migrated] = [telegram.group('Deleted', founded), telegram.group('Migrated', founded)];
  await owner.in(deleted).dissolve();
  places.set('deletedGroup', deleted.id).set('migratedGroup', migrated.id);
  places.set('new chat', (await owner.in(migrated).migrate()).id);
  const restricted = telegram.supergroup('Restricted', founded);
  await owner.in(restricted).restrict(bot);
  places.set('restricted', restricted.id).set('supergroup', telegram.supergroup('Open', founded).id);
  places.set('forum', telegram.supergroup('Forum', { ...founded, forum: true }).id);
}
