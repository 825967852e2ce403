import { HouseBotService } from '@app/bots';
import { ensureMigrated, migrate, validateSettings } from '@app/platform';
import { migrations } from '../../apps/api/src/migrations';
import { TestChappe, type TestAccount } from '../support/chappe';
import { createEmptyDatabase } from '../support/empty-database';
import { freePort } from '../support/free-port';
import { Messages, pairedPerson } from '../support/messages';
import { documentedRoutes, type Route } from '../support/routes';
import { TestSmtp } from '../support/smtp';
import { waitFor } from '../support/wait-for';
import { WebhookDoor } from '../support/webhook-door';
import { anyText, containing, including } from '../support/like';

const NOBODYS_ID = '018f0000-0000-7000-8000-000000000000';

let chappe: TestChappe;
let smtpPort: number;
let ann: TestAccount;
let accountsAtFirst: number;

beforeAll(async () => {
  smtpPort = await freePort();
  chappe = await TestChappe.start({ settings: { SMTP_URL: `smtp://127.0.0.1:${String(smtpPort)}` } });
  accountsAtFirst = await chappe.sql.count('accounts');
  ann = await chappe.register('ann');
});

afterAll(async () => {
  await chappe.stop();
});

describe('defects of other systems that must not come back', () => {
  it('a refresh token gives a new access token that works', async () => {
    const { body } = await chappe.api.post('auth/token/refresh', { refreshToken: ann.refreshToken });
    expect(body.accessToken).not.toBe(ann.accessToken);
    const account = await chappe.api.get('account', { token: String(body.accessToken) });
    expect(account).toMatchObject({ status: 200, body: { id: ann.id, username: 'ann' } });
  });

  it('two e-mail addresses with one local part are two accounts', async () => {
    const register = (email: string) => chappe.api.post('auth/register', { email, password: 'long enough' });
    const answers = [await register('same@one.example'), await register('same@two.example')];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const signIn = (email: string, password: string) => chappe.api.post('auth/token', { login: email, password });
    expect(await signIn('Same@One.example', 'long enough')).toMatchObject({ status: 200 });
  });

  it('no mail holds a password, and neither the mail server nor the queue can fail a registration', async () => {
    await chappe.sql.rows('alter schema bullmq rename to bullmq_away');
    const bob = await chappe.api.post('auth/register', { email: 'bob@example.org', password: 'canary password of bob' });
    expect(bob.status).toBe(201);
    await chappe.sql.rows('alter schema bullmq_away rename to bullmq');
    const [mail] = await chappe.sql.rows(`select * from mails where recipient = 'bob@example.org'`);
    expect(mail).toMatchObject({ status: 'queued' });
    expect(JSON.stringify(await chappe.sql.rows('select * from mails'))).not.toContain('password of');

    const smtp = await TestSmtp.start(smtpPort);
    const sent = await waitFor(
      'the mail to go out',
      async () => {
        await chappe.sql.rows(
          `update mails set next_try_at = now() - interval '1 minute' where status = 'queued' and next_try_at > now()`,
        );
        return smtp.mailsTo('bob@example.org')[0];
      },
      20_000,
    );
    await smtp.stop();
    expect(sent.text).toMatch(/you sign in as bob@example\.org/i);
    expect(sent.text).not.toContain('canary');
  });

  it('a wrong password is answered with 401', async () => {
    const answer = await chappe.api.post('auth/token', { login: 'ann', password: 'wrong' });
    expect(answer).toMatchObject({ status: 401, body: { status: 401, code: 'auth.wrong_login' } });
  });

  it('every error of every route is a 4xx that says what is wrong', async () => {
    const spare = await chappe.register('spare');
    const bodies = [
      '{"a":',
      '[]',
      '{"unknown":1}',
      '"text"',
      '{"code":5,"text":5,"telegramId":{},"login":[],"refreshToken":null}',
    ];
    const routes = await documentedRoutes(chappe.api);
    const endsSession = ({ method, path }: Route): boolean =>
      /\/(account(\/sessions)?|auth\/(logout|session))$/.test(path) && method !== 'GET';
    const inOrder = routes.toSorted((one, other) => Number(endsSession(one)) - Number(endsSession(other)));
    const requests = inOrder.flatMap(({ method, path, body }) =>
      [NOBODYS_ID, 'not-an-id'].flatMap((id) =>
        (body ? bodies : [undefined]).map((raw) => ({ method, path: path.replace('{id}', id), raw })),
      ),
    );
    expect(requests.length).toBeGreaterThan(100);
    for (const { method, path, raw } of requests) {
      const answer = await chappe.api.call(method, path, undefined, { raw, token: spare.accessToken });
      if (answer.status < 400) continue; // lists need neither a body nor an id
      expect([400, 401, 403, 404, 415]).toContain(answer.status);
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(answer.body).toMatchObject({ status: answer.status, code: anyText, detail: anyText });
    }
  });

  it('pairing codes are random, expire, and are good for one use', async () => {
    const person = chappe.person('coded');
    const first = await chappe.readCode(person);
    const second = await chappe.readCode(person);
    expect(new Set([first, second]).size).toBe(2);
    const pair = (code: string) => chappe.api.post('cabinet/bot-tokens', { code }, { token: ann.accessToken });
    const unknown = { status: 404, body: { code: 'cabinet.code_unknown' } };

    expect(await pair(first)).toMatchObject(unknown); // the later one has replaced it
    await chappe.sql.rows(`update pairing_codes set expires_at = now() - interval '1 second'`);
    expect(await pair(second)).toMatchObject(unknown);
    const third = await chappe.readCode(chappe.person('other'));
    expect(await pair(third)).toMatchObject({ status: 201 });
    expect(await pair(third)).toMatchObject(unknown);
  });

  it('guessing codes is stopped after five wrong ones, even if the sixth were right', async () => {
    const eve = await chappe.register('eve');
    const code = await chappe.readCode(chappe.person('guessed'));
    const pair = (typed: string) => chappe.api.post('cabinet/bot-tokens', { code: typed }, { token: eve.accessToken });
    for (let i = 0; i < 5; i++) expect(await pair(`AAAA-AAA${String(i)}`)).toMatchObject({ status: 404 });
    const sixth = await pair(code);
    expect(sixth).toMatchObject({ status: 429, body: { code: 'auth.too_many_tries' } });
    expect(Number(sixth.headers.get('retry-after'))).toBeGreaterThan(50);
  });

  it('a paired chat cannot be taken over', async () => {
    const person = chappe.person('mine');
    const { botToken } = await chappe.pair(ann, person);
    const thief = await chappe.register('thief');
    const code = await chappe.readCode(person);
    const answer = await chappe.api.post('cabinet/bot-tokens', { code }, { token: thief.accessToken });
    expect(answer).toMatchObject({ status: 409, body: { code: 'cabinet.chat_paired' } });
    await new Messages(chappe.api, botToken).send('still mine');
    await person.expectMessage(chappe.bot, 'still mine');
  });

  it('a failure of Telegram is recorded, and the API tells it in Telegram’s words', async () => {
    const { messages } = await pairedPerson(chappe, ann, 'refused');
    chappe.telegram.fault({ on: { method: 'sendMessage' }, do: { error: [400, 'Bad Request: CHAT_RESTRICTED'] }, times: 1 });
    const failed = await messages.ended(await messages.send('too bad'));
    const failure = { code: 'telegram.400', detail: 'Bad Request: CHAT_RESTRICTED' };
    expect(failed).toMatchObject({ status: 'failed', failure, attempts: [{ outcome: 'refused' }] });
    const history = await chappe.api.get('cabinet/messages', { token: ann.accessToken });
    expect(history.body).toMatchObject({
      items: including([expect.objectContaining({ status: 'failed', failure })]),
    });
  });

  it.each([2 ** 31, 7_000_000_000, 2 ** 52])('a person with the id %i is known, paired and written to', async (id) => {
    const person = chappe.telegram.person(`p${String(id)}`, { id, username: `big${String(id)}` });
    const { botToken } = await chappe.pair(ann, person);
    await new Messages(chappe.api, botToken).send('to a large id');
    await person.expectMessage(chappe.bot, 'to a large id');
    await expect(
      chappe.sql.rows('select telegram_id from telegram_users where username = $1', [`big${String(id)}`]),
    ).resolves.toEqual([{ telegram_id: String(id) }]);
  });

  it.each(['JWT_SECRET', 'ENCRYPTION_KEYS', 'BOT_TOKEN', 'DATABASE_URL'])(
    'without %s nothing starts, and it is named',
    (variable) => {
      expect(() => {
        validateSettings({ ...process.env, [variable]: '' });
      }).toThrow(new RegExp(`- ${variable} is missing: `));
      expect(() => {
        validateSettings({ ...process.env });
      }).not.toThrow();
    },
  );

  it.each([
    ['without a secret', {}],
    ['with an empty secret', { 'x-telegram-bot-api-secret-token': '' }],
    ['with a wrong secret', { 'x-telegram-bot-api-secret-token': `g1-${'A'.repeat(43)}` }],
  ])('an update that comes %s is turned away, and nothing is kept', async (_, headers) => {
    await chappe.telegram.idle();
    const before = await chappe.sql.count('updates');
    const { path } = await WebhookDoor.of(chappe);
    const answer = await chappe.api.post(path, { update_id: 1 }, { headers });
    expect(answer).toMatchObject({ status: 401, body: { code: 'updates.wrong_secret' } });
    expect(await chappe.sql.count('updates')).toBe(before);
  });

  it('a handler that fails makes nobody loop: three tries, then it is set aside, and the chat goes on', async () => {
    const person = chappe.person('unlucky');
    await chappe.sql.rows(
      `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no codes today'; end $$`,
    );
    await chappe.sql.rows(
      'create trigger refuse before insert or update on pairing_codes for each row execute function refuse()',
    );
    await person.send(chappe.bot, '/start');
    const failed = await waitFor('the update to be set aside', async () => {
      await chappe.sql.rows(`update updates set next_try_at = now() where status = 'pending'`);
      return (
        await chappe.sql.rows(`select update_id, tries, error from updates where status = 'failed' and person = $1`, [person.id])
      )[0];
    });
    expect(failed).toMatchObject({ tries: 3, error: containing('no codes today') });
    expect(chappe.telegram.deliveries.filter(({ updateId }) => updateId === Number(failed.update_id))).toHaveLength(1);
    expect(person.messages(chappe.bot).filter(({ from }) => from === 'bot')).toEqual([]);

    await chappe.sql.rows('drop trigger refuse on pairing_codes');
    expect(await chappe.readCode(person)).toMatch(/^\w{4}-\w{4}$/);
  });

  it('an update that is delivered twice takes effect once', async () => {
    const person = chappe.person('twice');
    await chappe.readCode(person);
    await chappe.telegram.idle();
    const updateId = chappe.telegram.deliveries.at(-1)?.updateId ?? 0;
    await Promise.all([1, 2, 3].map(() => chappe.telegram.redeliver(chappe.bot, updateId)));
    expect(chappe.telegram.deliveries.filter((one) => one.updateId === updateId).map(({ status }) => status)).toEqual([
      200, 200, 200, 200,
    ]);
    const { messageId } = await person.send(chappe.bot, '/start');
    await person.expectMessage(chappe.bot, /Welcome back/, { after: messageId });
    expect(person.messages(chappe.bot).filter(({ text }) => text.includes('Your code is'))).toHaveLength(2);
  });

  it('an empty database migrates from nothing, and only once', async () => {
    const database = await createEmptyDatabase();
    try {
      await expect(ensureMigrated(database.url, migrations)).rejects.toThrow('npm run migrate');
      expect(await migrate(database.url, migrations)).toHaveLength(migrations.length);
      expect(await migrate(database.url, migrations)).toEqual([]);
      await ensureMigrated(database.url, migrations);
    } finally {
      await database.drop();
    }
  });

  it('no account exists after the first start, and nobody who comes first is an admin', async () => {
    expect(accountsAtFirst).toBe(0);
    await chappe.app.get(HouseBotService, { strict: false }).ensure();
    expect(await chappe.sql.rows(`select 1 from accounts where role = 'admin'`)).toEqual([]);
  });

  it('who is not signed in gets 401 and JSON, never a redirect', async () => {
    const closed = (await documentedRoutes(chappe.api)).filter(({ open }) => !open);
    expect(closed.length).toBeGreaterThan(10);
    for (const { method, path } of closed) {
      const headers = { accept: 'text/html,*/*' };
      const url = chappe.api.root + path.replace('{id}', NOBODYS_ID);
      const answer = await fetch(url, { method, headers, redirect: 'manual' });
      expect(`${method} ${path} ${String(answer.status)}`).toBe(`${method} ${path} 401`);
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
  });
});
