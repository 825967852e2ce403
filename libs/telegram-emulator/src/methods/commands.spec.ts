import { TelegramEmulator } from '../telegram-emulator';
import { BotClient, type Json } from '../testing/bot-client';

let telegram: TelegramEmulator;
let bot: BotClient;

beforeEach(async () => {
  telegram = await TelegramEmulator.start();
  bot = new BotClient(telegram, telegram.addBot({ username: 'tower_bot' }));
});

afterEach(async () => {
  await telegram.close();
});

const set = (command: string, where: Json = {}): Promise<unknown> =>
  bot.result('setMyCommands', { commands: [{ command, description: 'does it' }], ...where });

it('offers to each person the list of the narrowest scope, in their language if there is one', async () => {
  const ann = telegram.person('ann', { languageCode: 'en' });
  const boris = telegram.person('boris', { languageCode: 'ru' });
  const group = telegram.group('House', { owner: ann, members: [boris, bot] });
  const shown = (): string[][] =>
    [ann.commandsOf(bot), boris.commandsOf(bot), ann.commandsOf(bot, group), boris.commandsOf(bot, group)].map((list) =>
      list.map(({ command }) => command),
    );
  await set('everywhere');
  await set('po_russki', { language_code: 'ru' });
  expect(shown()).toEqual([['everywhere'], ['po_russki'], ['everywhere'], ['po_russki']]);
  await set('in_groups', { scope: { type: 'all_group_chats' } });
  await set('for_admins', { scope: { type: 'chat_administrators', chat_id: group.id } });
  await set('in_private', { scope: { type: 'all_private_chats' } });
  expect(shown()).toEqual([['in_private'], ['in_private'], ['for_admins'], ['in_groups']]);
  await set('for_boris', { scope: { type: 'chat_member', chat_id: group.id, user_id: boris.id } });
  expect(shown()[3]).toEqual(['for_boris']);
  await bot.result('deleteMyCommands', { scope: { type: 'chat_member', chat_id: group.id, user_id: boris.id } });
  expect(shown()[3]).toEqual(['in_groups']);
  expect(await bot.result('getMyCommands', { language_code: 'ru' })).toMatchObject([{ command: 'po_russki' }]);
});

it.each<[string, Json, string]>([
  ['of no kind', { type: 'somewhere' }, "can't parse BotCommandScope: Unsupported type specified"],
  ['of no chat', { type: 'chat' }, 'can\'t parse BotCommandScope: Can\'t find field "chat_id"'],
  ['of an unknown chat', { type: 'chat', chat_id: -4711 }, 'chat not found'],
])('refuses a scope %s', async (_, scope, words) => {
  const answer = await bot.call('setMyCommands', { commands: [], scope });
  expect(answer).toMatchObject({ error_code: 400, description: `Bad Request: ${words}` });
});
