import { DerivedKeys } from '@app/platform';
import { Maintenance } from '../../libs/platform/src/queue/maintenance';
import { TestChappe } from '../support/chappe';
import { Messages } from '../support/messages';
import { waitFor } from '../support/wait-for';
import { textUpdate, WebhookDoor } from '../support/webhook-door';

let chappe: TestChappe;

beforeAll(async () => {
  chappe = await TestChappe.start();
});

afterAll(async () => {
  await chappe.stop();
});

const chore = (name: string) => chappe.app.get(Maintenance, { strict: false }).run(name);

it('raw updates are forgotten after their days, unless they still wait', async () => {
  const door = await WebhookDoor.of(chappe);
  for (const id of [1, 2, 3]) await door.post(textUpdate(id, 700 + id, 'hi'));
  const processed = `select count(*)::int as count from updates where status = 'processed'`;
  await waitFor('all of them to be processed', async () => (await chappe.sql.rows(processed))[0]?.count === 3);
  await chappe.sql
    .rows(`update updates set received_at = now() - interval '9 days', status = case update_id when 1 then 'pending' else 'failed' end,
    next_try_at = now() + interval '1 hour' where update_id in (1, 2)`);
  await chore('updates.forget');
  expect(await chappe.sql.rows('select update_id from updates order by update_id')).toEqual([
    { update_id: '1' },
    { update_id: '3' },
  ]);
});

it('an idempotency key is good for 48 hours', async () => {
  const ann = await chappe.register('ann');
  const { botToken } = await chappe.pair(ann, chappe.person('ann'));
  const messages = new Messages(chappe.api, botToken);
  const id = async () => (await messages.post({ text: 'x' }, 'key')).body.id;
  const first = await id();
  await chappe.sql.rows(`update idempotency_keys set created_at = now() - interval '47 hours'`);
  await chore('messaging.forget-keys');
  expect(await id()).toBe(first);
  await chappe.sql.rows(`update idempotency_keys set created_at = now() - interval '49 hours'`);
  await chore('messaging.forget-keys');
  expect(await id()).not.toBe(first);
});

it('guesses, sessions and codes that count no more are forgotten, and no others', async () => {
  await chappe.register('bob');
  await chappe.register('old');
  for (const login of ['bob', 'old']) await chappe.api.post('auth/token', { login, password: 'wrong' });
  for (const key of ['fresh', 'stale']) await chappe.readCode(chappe.person(key));
  const triesAt = (login: string) =>
    `login:${chappe.app.get(DerivedKeys, { strict: false }).mac('login-tries', login).toString('base64url', 0, 16)} from 127.0.0.1`;
  await chappe.sql.rows(`update guesses set last_at = now() - interval '2 hours' where key = $1`, [triesAt('old')]);
  await chappe.sql.rows(
    `update sessions set expires_at = now() - interval '31 days' from accounts where accounts.id = account_id and username = 'old'`,
  );
  await chappe.sql.rows(
    `update pairing_codes set expires_at = now() - interval '1 second' from chats where chats.id = chat_id and title = 'stale'`,
  );
  for (const name of ['auth.forget', 'cabinet.forget-codes']) await chore(name);

  const guesses = await chappe.sql.rows(`select key from guesses where key like 'login:%'`);
  const sessions = await chappe.sql.rows(
    `select 1 from sessions join accounts on accounts.id = account_id where username = 'old'`,
  );
  const codes = await chappe.sql.rows('select title from chats join pairing_codes on chats.id = chat_id');
  expect([guesses, sessions, codes]).toEqual([[{ key: triesAt('bob') }], [], [{ title: 'fresh' }]]);
});
