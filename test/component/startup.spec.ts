import { randomBytes } from 'node:crypto';
import { HouseBotService } from '@app/bots';
import { TestChappe } from '../support/chappe';
import { containing } from '../support/like';

let chappe: TestChappe;
let good: Record<string, string>;

beforeAll(async () => {
  chappe = await TestChappe.start();
  const { ENCRYPTION_KEYS = '', BOT_TOKEN = '', PUBLIC_URL = '', TELEGRAM_API_ROOT = '', JWT_SECRET = '' } = process.env;
  good = { ENCRYPTION_KEYS, BOT_TOKEN, PUBLIC_URL, TELEGRAM_API_ROOT, JWT_SECRET, PORT: process.env.PORT ?? '' };
});

afterAll(async () => {
  await chappe.stop();
});

const newKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;

it.each<[string, () => Record<string, string>, RegExp]>([
  [
    'the key that sealed the bot’s token',
    () => ({ ENCRYPTION_KEYS: newKey('k1') }),
    /bots\.token_sealed cannot be opened.*ENCRYPTION_KEYS/,
  ],
  [
    'the same house bot',
    () => ({ BOT_TOKEN: chappe.telegram.addBot({ username: 'other_bot' }).token }),
    /BOT_TOKEN belongs to another bot.*house_bot/,
  ],
  ['https on a public host', () => ({ TELEGRAM_API_ROOT: 'https://api.telegram.org' }), /PUBLIC_URL must begin with https/],
])('does not start without %s, and says so', async (_, settings, words) => {
  await expect(chappe.restart(settings())).rejects.toThrow(words);
  Object.assign(process.env, good);
});

it('starts again with what it had, and serves whom it knew', async () => {
  await chappe.restart(good);
  const ann = await chappe.register('ann');
  const { botToken } = await chappe.pair(ann, chappe.person('ann'));

  await chappe.restart({ ENCRYPTION_KEYS: `${newKey('k2')},${good.ENCRYPTION_KEYS ?? ''}` });
  expect(await chappe.api.get('account', { token: ann.accessToken })).toMatchObject({ status: 200 });
  expect(await chappe.api.post('messages', { type: 'text', text: 'still here' }, { token: botToken })).toMatchObject({
    status: 202,
  });
  await chappe.person('ann').expectMessage(chappe.bot, 'still here');

  await chappe.restart({ JWT_SECRET: randomBytes(48).toString('base64url') });
  expect(await chappe.api.get('account', { token: ann.accessToken })).toMatchObject({ status: 401 });
  expect(await chappe.api.post('auth/token/refresh', { refreshToken: ann.refreshToken })).toMatchObject({ status: 401 });
  expect(await chappe.api.post('auth/token', { login: 'ann', password: 'password of ann' })).toMatchObject({
    status: 200,
    body: { accessToken: containing('.') },
  });
  await chappe.readCode(chappe.person('ben'));
});

it('processes that start at the same moment make one row of the house bot', async () => {
  await chappe.sql.rows('delete from bots');
  const house = chappe.app.get(HouseBotService, { strict: false });
  await Promise.all(Array.from({ length: 8 }, () => house.ensure()));
  expect(await chappe.sql.rows('select owner_id from bots')).toEqual([{ owner_id: null }]);
});
