import { buildTown, leaveTown, type Town } from '../testing/town';

let town: Town;

beforeEach(async () => {
  town = await buildTown();
});

afterEach(() => leaveTown(town));

it('says of itself what it was told to, in each language', async () => {
  const { telegram, ann, bot } = town;
  const anna = telegram.person('anna', { languageCode: 'ru' });
  await bot.result('setMyName', { name: 'Tower' });
  await bot.result('setMyName', { name: 'Башня', language_code: 'ru' });
  await bot.result('setMyDescription', { description: 'A tower' });
  await bot.result('setMyShortDescription', { short_description: 'High' });
  expect(await bot.result('getMe')).toMatchObject({ first_name: 'Tower' });
  expect(await bot.result('getMyName', { language_code: 'ru' })).toEqual({ name: 'Башня' });
  expect(await bot.result('getMyDescription', { language_code: 'de' })).toEqual({ description: 'A tower' });
  expect(await bot.result('getMyShortDescription')).toEqual({ short_description: 'High' });
  expect(ann.botProfile(bot)).toMatchObject({ name: 'Tower', description: 'A tower', shortDescription: 'High' });
  expect(anna.botProfile(bot).name).toBe('Башня');
  await bot.result('setMyName', { name: '', language_code: 'ru' });
  expect(anna.botProfile(bot).name).toBe('Tower');
  const wrong = await bot.call('setMyDescription', { description: 'x', language_code: 'russian' });
  expect(wrong.description).toBe('Bad Request: invalid language code specified');
});

it('puts a button beside the text field of everybody, or of one', async () => {
  const { ann, boris, bot } = town;
  await ann.send(bot, '/start');
  const menu_button = { type: 'web_app', text: 'Open', web_app: { url: 'https://tower.example/' } };
  await bot.result('setChatMenuButton', { chat_id: ann.id, menu_button });
  expect(ann.botProfile(bot).menuButton).toEqual(menu_button);
  expect(boris.botProfile(bot).menuButton).toEqual({ type: 'commands' });
  expect(await bot.result('getChatMenuButton', { chat_id: ann.id })).toEqual(menu_button);
  await bot.result('setChatMenuButton', { chat_id: ann.id, menu_button: { type: 'default' } });
  expect(ann.botProfile(bot).menuButton).toEqual({ type: 'commands' });
  const unsafe = await bot.call('setChatMenuButton', {
    menu_button: { ...menu_button, web_app: { url: 'http://tower.example/' } },
  });
  expect(unsafe.description).toBe('Bad Request: BUTTON_URL_INVALID');
});

it('finds no pictures of anybody', async () => {
  const { ann, bot } = town;
  expect(await bot.result('getUserProfilePhotos', { user_id: ann.id })).toEqual({ total_count: 0, photos: [] });
  expect((await bot.call('getUserProfilePhotos', { user_id: 4711 })).description).toBe('Bad Request: user not found');
});
