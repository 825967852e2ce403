import { WebhooksService } from '@app/bots';
import { withAdmin } from '../support/database';
import { TestChappe } from '../support/chappe';
import { waitFor } from '../support/wait-for';
import { textUpdate, WebhookDoor } from '../support/webhook-door';
import { anyText } from '../support/like';

let chappe: TestChappe;
let door: WebhookDoor;

beforeAll(async () => {
  chappe = await TestChappe.start();
  door = await WebhookDoor.of(chappe);
});

afterAll(async () => {
  await chappe.stop();
});

const stored = async (person: number): Promise<{ update_id: string; status: string; processed_at: Date }[]> =>
  chappe.sql.rows('select update_id, status, processed_at from updates where person = $1 order by processed_at, id', [person]);

const allProcessed = (person: number, count: number) =>
  waitFor('the updates to be processed', async () => {
    const rows = await stored(person);
    return rows.length === count && rows.every(({ status }) => status === 'processed') && rows;
  });

describe('the webhook', () => {
  it('stores an update once, to the letter, and then answers 200', async () => {
    const body =
      '{"update_id": 77,\n"message": {"message_id":1,"date":1,"chat":{"id":501,"type":"private","first_name":"Z\\u00e9"},"from":{"id":501,"is_bot":false,"first_name":"Z\\u00e9"},"text":"hi"}}';
    const answers = [await door.post(body), await door.post(body)];
    expect(answers.map(({ status, text }) => [status, text])).toEqual([
      [200, ''],
      [200, ''],
    ]);
    expect(await chappe.sql.rows('select body, lane from updates where update_id = 77')).toEqual([{ body, lane: '501' }]);
  });

  it('keeps every one of a hundred deliveries at once, whatever their order and however many are copies', async () => {
    const updates = Array.from({ length: 50 }, (_, i) => textUpdate(1_000 + ((i * 37) % 50), 600 + (i % 7), 'storm'));
    const answers = await Promise.all([...updates, ...updates].map((update) => door.post(update)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await chappe.sql.rows('select count(*)::int as kept from updates where update_id between 1000 and 1999')).toEqual([
      { kept: 50 },
    ]);
  });

  it('takes what Telegram makes of a large table, and anything up to a MiB', async () => {
    const rows = [...Array(400).keys()].map((i) =>
      [...Array(16).keys()].map((j) => ({ text: String((i * j) % 999), align: 'left', valign: 'top' })),
    );
    const { update_id, message } = textUpdate(5, 504, '') as { update_id: number; message: object };
    const table = JSON.stringify({
      update_id,
      message: { ...message, rich_message: { blocks: [{ type: 'table', cells: rows }] } },
    });
    expect(table.length).toBeGreaterThan(256 * 1_024);
    expect(await door.post(table)).toMatchObject({ status: 200 });
    const begin = '{"update_id":6,"a":"';
    expect(await door.post(`${begin}${'x'.repeat(1_024 * 1_024 - begin.length - 2)}"}`)).toMatchObject({ status: 200 });
    expect(await door.post('x'.repeat(2_000_000), { 'x-telegram-bot-api-secret-token': 'wrong' })).toMatchObject({ status: 401 });
  });

  it('takes an older update after a newer one: ids are a set, not a mark', async () => {
    for (const id of [5_000_000, 12]) expect(await door.post(textUpdate(id, 502, 'gap'))).toMatchObject({ status: 200 });
    await allProcessed(502, 2);
  });

  it.each([
    ['no update_id', '{"message":{}}', 400],
    ['an update_id that no number holds exactly', '{"update_id":9007199254740994}', 400],
    ['an update_id that is text', '{"update_id":"5"}', 400],
    ['a broken update_id', '{"update_id":1.5}', 400],
    ['no object', '[1]', 400],
    ['nothing', 'null', 400],
    ['broken JSON', '{"update_id":', 400],
    ['a NUL byte', '{"update_id":1,"a":"\0"}', 400],
    ['a prototype', '{"update_id":1,"__proto__":{"a":1}}', 400],
    ['too much', `{"update_id":1,"a":"${'x'.repeat(1_024 * 1_024)}"}`, 413],
  ])('refuses %s and stores nothing', async (_, body, status) => {
    const before = await chappe.sql.count('updates');
    expect(await door.post(body)).toMatchObject({ status, body: { status, code: anyText } });
    expect(await chappe.sql.count('updates')).toBe(before);
  });

  it('refuses another content type and another method, and does not know other bots', async () => {
    expect(await door.post('update_id=1', { 'content-type': 'application/x-www-form-urlencoded' })).toMatchObject({
      status: 415,
    });
    expect((await chappe.api.get(door.path)).status).toBe(405);
    expect(
      await chappe.api.post(`${door.path}x`, { update_id: 1 }, { headers: { 'x-telegram-bot-api-secret-token': door.secret } }),
    ).toMatchObject({ status: 401 });
  });

  it('is stopped by no strange name and no unknown kind of update', async () => {
    await door.post(textUpdate(8_001, 503, '/start', 'N\0ul \ud800 half'));
    await allProcessed(503, 1);
    expect(await chappe.sql.rows('select first_name from telegram_users where telegram_id = 503')).toEqual([
      { first_name: 'Nul \ufffd half' },
    ]);
    await door.post({ update_id: 8_002, unheard_of: { from: null, chat: [] } });
    const processed = () => chappe.sql.rows(`select 1 from updates where update_id = 8002 and status = 'processed'`);
    await waitFor('an update of an unknown kind to be done with', async () => (await processed()).length === 1);
  });
});

describe('the order of a chat', () => {
  it('is kept in a burst, while others write too', async () => {
    const busy = chappe.person('busy');
    const others = ['o1', 'o2', 'o3', 'o4'].map((key) => chappe.person(key));
    for (let i = 0; i < 30; i++) {
      await busy.send(chappe.bot, `text ${String(i)}`);
      await others[i % 4]?.send(chappe.bot, 'meanwhile');
    }
    const rows = await allProcessed(busy.id, 30);
    const ids = rows.map(({ update_id }) => Number(update_id));
    expect(ids).toEqual(ids.toSorted((one, other) => one - other));
    expect(new Set(rows.map(({ processed_at }) => processed_at.getTime())).size).toBeGreaterThan(1);
    for (const { id } of others) await allProcessed(id, id === others[2]?.id || id === others[3]?.id ? 7 : 8);
  });
});

describe('while the database is away', () => {
  const database = new URL(process.env.CHAPPE_TEST_ADMIN_URL ?? 'postgres://x');
  const admin = (sql: string) => withAdmin(database.toString(), null, (client) => client.query(sql));

  it('answers 503 with a time to come back, and what Telegram then delivers again takes effect', async () => {
    const name = new URL(process.env.DATABASE_URL ?? '').pathname.slice(1);
    const person = chappe.person('patient');
    await admin(`alter database ${name} allow_connections false`);
    try {
      await admin(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
      const answer = await door.post(textUpdate(9_001, 504, 'hello?'));
      expect(answer).toMatchObject({ status: 503, body: { code: 'service.unavailable' } });
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await chappe.api.get('/health/ready')).toMatchObject({ status: 503 });
      expect(await chappe.api.get('/health/live')).toMatchObject({ status: 200 });
      expect(await door.post({ update_id: 1 }, { 'x-telegram-bot-api-secret-token': 'wrong' })).toMatchObject({ status: 401 });
      await person.send(chappe.bot, '/start');
      await waitFor('Telegram to be turned away', () =>
        Promise.resolve(chappe.telegram.deliveries.some(({ status }) => status === 503)),
      );
    } finally {
      await admin(`alter database ${name} allow_connections true`);
    }
    await person.expectMessage(chappe.bot, /Your code is/, { timeoutMs: 20_000 });
    expect(await chappe.api.get('/health/ready')).toMatchObject({ status: 200 });
  });
});

describe('setting webhooks', () => {
  const compare = () => chappe.app.get(WebhooksService, { strict: false }).compareAndSet();

  /** Telegram takes no two of these calls within a second. */
  const setAnew = () =>
    waitFor('the webhook to be set anew', async () => {
      const [report] = await compare();
      if (report?.outcome === 'unchanged') throw new Error('nothing was to be done');
      return report?.outcome === 'set' && report;
    });
  const timesSet = () => chappe.telegram.callsOf('setWebhook').length;

  it('happens once, and again only when something differs', async () => {
    expect(timesSet()).toBe(1);
    expect(await compare()).toMatchObject([{ bot: 'house_bot', outcome: 'unchanged' }]);
    expect(timesSet()).toBe(1);

    await chappe.sql.rows('update bots set webhook_generation = webhook_generation + 1');
    await setAnew();
    await fetch(`${chappe.telegram.apiRoot}/bot${chappe.bot.token}/deleteWebhook`);
    expect((await setAnew()).detail).not.toContain(door.path);
    expect(await compare()).toMatchObject([{ outcome: 'unchanged' }]);
  });

  it('is done by one process: others find it taken', async () => {
    await chappe.sql.rows(`insert into leases values ('webhooks', gen_random_uuid(), now() + interval '1 minute')`);
    expect(await compare()).toEqual([]);
    await chappe.sql.rows(`delete from leases where name = 'webhooks'`);
  });
});

describe('without a public address', () => {
  it('asks for updates itself, with the same effects, and goes back when there is one again', async () => {
    const address = process.env.PUBLIC_URL ?? '';
    const removedBefore = chappe.telegram.callsOf('deleteWebhook').length;
    await chappe.restart({ PUBLIC_URL: '' });
    const person = chappe.person('polled');
    await chappe.readCode(person);
    expect(chappe.telegram.callsOf('deleteWebhook')).toHaveLength(removedBefore + 1);
    await allProcessed(person.id, 1);

    await chappe.restart({ PUBLIC_URL: address });
    await chappe.readCode(person);
    await allProcessed(person.id, 2);
    expect(await chappe.sql.rows('select mode from bots')).toEqual([{ mode: 'webhook' }]);
  });
});
