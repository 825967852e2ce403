import { TestChappe, type TestAccount } from '../support/chappe';
import { waitFor } from '../support/wait-for';
import { including } from '../support/like';

const NOBODYS_ID = '018f0000-0000-7000-8000-000000000000';

interface PersonView {
  readonly id: string;
  readonly number: number;
  readonly telegramId: string;
  readonly username: string | null;
  readonly origin: string;
}
interface Page {
  readonly items: PersonView[];
  readonly nextCursor: string | null;
}

let chappe: TestChappe;
let admin: TestAccount;
let ann: TestAccount;
let bob: TestAccount;

beforeAll(async () => {
  chappe = await TestChappe.start({ settings: { CHAPPE_EMBEDDED: 'on', PUBLIC_DIRECTORY: '' } });
  admin = await chappe.register('admin');
  [ann, bob] = [await chappe.register('ann'), await chappe.register('bob')];
});

afterAll(async () => {
  await chappe.stop();
});

const enter = (account: TestAccount, body: unknown) =>
  chappe.api.post<PersonView>('telegram-users', body, { token: account.accessToken });
const call = (account: TestAccount, method: string, id: string, body?: unknown) =>
  chappe.api.call<PersonView>(method, `telegram-users/${id}`, body, { token: account.accessToken });
const listOf = async (account: TestAccount, query = '') =>
  (await chappe.api.get<Page>(`telegram-users?limit=100${query}`, { token: account.accessToken })).body.items;

/** What is kept of a person as soon as it is as wanted. */
const learned = (telegramId: number, wanted: (row: Record<string, unknown>) => boolean = () => true) =>
  waitFor('a person to be learned', async () => {
    const [row] = await chappe.sql.rows('select * from telegram_users where telegram_id = $1 and owner_id is null', [telegramId]);
    return row && wanted(row) && row;
  });

describe('people whom a bot met', () => {
  it('are followed when their profile changes; what is blank is null', async () => {
    const person = chappe.telegram.person('changing', {
      firstName: 'Old',
      lastName: 'Name',
      username: 'old_name',
      languageCode: 'en',
    });
    await person.send(chappe.bot, 'hi');
    expect(await learned(person.id)).toMatchObject({
      first_name: 'Old',
      last_name: 'Name',
      username: 'old_name',
      language_code: 'en',
    });

    chappe.telegram.person('changing', { firstName: 'New', lastName: undefined, username: undefined, languageCode: undefined });
    await person.send(chappe.bot, 'hi again');
    const row = await learned(person.id, ({ first_name }) => first_name === 'New');
    expect(row).toMatchObject({ first_name: 'New', last_name: null, username: null, language_code: 'en' });

    chappe.telegram.person('changing', { firstName: '  ', lastName: ' \t' });
    await person.send(chappe.bot, 'and again');
    expect(await learned(person.id, ({ first_name }) => first_name !== 'New')).toMatchObject({
      first_name: null,
      last_name: null,
    });
  });

  it('are one row however often they write, and both may have had one username', async () => {
    const [first, second] = ['first', 'second'].map((key) => chappe.telegram.person(key, { username: 'shared_name' }));
    for (const person of [first, second, first, second]) await person?.send(chappe.bot, 'hi');
    await learned(second?.id ?? 0);
    const rows = await waitFor('both', async () => {
      const found = await chappe.sql.rows(`select telegram_id from telegram_users where username = 'shared_name'`);
      return found.length === 2 && found;
    });
    expect(rows).toHaveLength(2);
  });

  it('are not to be seen by members whose bots did not meet them; an admin sees them', async () => {
    const person = chappe.person('hidden');
    await person.send(chappe.bot, 'hi');
    const { id } = (await learned(person.id)) as { id: string };
    const unknown = { status: 404, body: { code: 'telegram_users.not_found' } };
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      expect(await call(ann, method, id, method === 'PATCH' ? {} : undefined)).toMatchObject(unknown);
    }
    expect(await listOf(ann)).toEqual([]);
    expect(await call(admin, 'GET', id)).toMatchObject({
      status: 200,
      body: { telegramId: String(person.id), origin: 'learned' },
    });
  });

  it('can only be read by a member whose bot met them', async () => {
    const person = chappe.person('met');
    await person.send(chappe.bot, 'hi');
    const { id } = (await learned(person.id)) as { id: string };
    await chappe.sql.rows(
      `with own as (insert into bots (id, owner_id, telegram_id, token_sealed, webhook_key, active)
         values (gen_random_uuid(), $1, 424242, 'x:x', 'key-of-ann', false) returning id)
       insert into telegram_user_meetings (bot_id, telegram_user_id) select own.id, $2 from own`,
      [ann.id, id],
    );
    expect(await call(ann, 'GET', id)).toMatchObject({ status: 200, body: { id } });
    const readOnly = { status: 403, body: { code: 'telegram_users.read_only' } };
    expect(await call(ann, 'PATCH', id, { username: 'mine' })).toMatchObject(readOnly);
    expect(await call(ann, 'PUT', id, { telegramId: '5' })).toMatchObject(readOnly);
    expect(await call(ann, 'DELETE', id)).toMatchObject(readOnly);
    expect(await call(bob, 'GET', id)).toMatchObject({ status: 404 });
    await chappe.sql.rows(`delete from bots where telegram_id = 424242`);
  });
});

describe('people whom an account entered', () => {
  it('belong to it: it reads, replaces, changes and removes them', async () => {
    const entered = await enter(ann, {
      telegramId: '7000000001',
      username: 'x',
      firstName: ' X ',
      lastName: 'Y',
      languageCode: 'pt-br',
    });
    expect(entered).toMatchObject({ status: 201, body: { telegramId: '7000000001', firstName: 'X', origin: 'entered' } });
    const { id } = entered.body;

    const changed = await call(ann, 'PATCH', id, { lastName: null, firstName: '' });
    expect(changed).toMatchObject({
      status: 200,
      body: { username: 'x', firstName: null, lastName: null, languageCode: 'pt-br' },
    });
    const replaced = await call(ann, 'PUT', id, { telegramId: 7_000_000_002, firstName: 'Z' });
    expect(replaced).toMatchObject({ body: { telegramId: '7000000002', username: null, firstName: 'Z', languageCode: null } });
    expect(await call(ann, 'GET', id.toUpperCase())).toMatchObject({ status: 200, body: replaced.body });
    expect(await call(ann, 'DELETE', id)).toMatchObject({ status: 204 });
    expect(await call(ann, 'GET', id)).toMatchObject({ status: 404 });
  });

  it('are nobody else’s: to another member they are as unknown as any id, and an admin sees all', async () => {
    const { id } = (await enter(ann, { telegramId: '7000000003' })).body;
    const withoutRequestId = (text: string) => text.replace(/"requestId":"[^"]+"/, '');
    for (const [method, body] of [['GET'], ['DELETE'], ['PATCH', {}], ['PUT', { telegramId: '1' }]] as const) {
      const [foreign, unknown] = [await call(bob, method, id, body), await call(bob, method, NOBODYS_ID, body)];
      expect([method, foreign.status]).toEqual([method, 404]);
      expect(withoutRequestId(foreign.text)).toBe(withoutRequestId(unknown.text));
    }
    expect((await listOf(bob)).map((person) => person.id)).not.toContain(id);
    expect((await listOf(admin)).map((person) => person.id)).toContain(id);
    expect(await call(admin, 'PATCH', id, { username: 'changed_by_admin' })).toMatchObject({ status: 200 });
    expect(await call(ann, 'GET', id)).toMatchObject({ body: { username: 'changed_by_admin' } });
  });

  it('are entered once by each account', async () => {
    const body = { telegramId: '7000000004' };
    expect((await enter(ann, body)).status).toBe(201);
    expect((await enter(bob, body)).status).toBe(201);
    const twice = { status: 409, body: { code: 'telegram_users.already_entered', errors: [{ field: 'telegramId' }] } };
    expect(await enter(ann, body)).toMatchObject(twice);
    const { id } = (await enter(ann, { telegramId: '7000000005' })).body;
    expect(await call(ann, 'PATCH', id, body)).toMatchObject(twice);
  });

  it.each([
    ['no id', {}, 'telegramId'],
    ['an id of letters', { telegramId: 'abc' }, 'telegramId'],
    ['an id below zero', { telegramId: '-5' }, 'telegramId'],
    ['an id beyond 2^53', { telegramId: '9007199254740993' }, 'telegramId'],
    ['a name that is no text', { telegramId: '5', firstName: ['x'] }, 'firstName'],
    ['a very long name', { telegramId: '5', username: 'x'.repeat(151) }, 'username'],
    ['half a character', { telegramId: '5', lastName: '\ud800' }, 'lastName'],
    ['an unknown field', { telegramId: '5', ownerId: NOBODYS_ID }, 'ownerId'],
  ])('are refused with %s, and the field is named', async (_, body, field) => {
    const refused = await enter(ann, body);
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ field }] } });
  });
});

describe('the public list', () => {
  it('shows id, number and username of people of the house bot and of those an admin entered, and nothing else', async () => {
    await enter(admin, { telegramId: '7000000010', username: 'public_one', firstName: 'Secret', lastName: 'Secret' });
    await enter(ann, { telegramId: '7000000011', username: 'private_one' });
    const { body, text } = await chappe.api.get<Page>('public/telegram-users?limit=100');
    expect(new Set(body.items.flatMap((person) => Object.keys(person)))).toEqual(new Set(['id', 'number', 'username']));
    expect(body.items.map(({ username }) => username)).toEqual(including(['shared_name', 'public_one']));
    expect(text).not.toMatch(/private_one|Secret|7000000010/);

    const shown = body.items.find(({ username }) => username === 'public_one');
    const one = await chappe.api.get(`public/telegram-users/${shown?.id ?? ''}`);
    expect(one).toMatchObject({ status: 200, body: shown });
    await chappe.sql.rows('update telegram_users set opted_out = true where id = $1', [shown?.id]);
    expect(await chappe.api.get(`public/telegram-users/${shown?.id ?? ''}`)).toMatchObject({ status: 404 });
    expect((await chappe.api.get('public/telegram-users?limit=100')).text).not.toContain('public_one');
  });

  it('comes in pages that neither repeat nor leave out anybody', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await chappe.api.get<Page>(`public/telegram-users?limit=2${query}`);
      expect(body.items.length).toBeLessThanOrEqual(2);
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor;
    }
    const all = (await chappe.api.get<Page>('public/telegram-users?limit=100')).body.items.map(({ id }) => id);
    expect(seen).toEqual(all);
    expect(seen.length).toBeGreaterThan(3);
  });

  it.each([
    'limit=0',
    'limit=101',
    'limit=-1',
    'limit=1e9',
    'limit=x',
    'limit=1.5',
    'limit=1&limit=2',
    'cursor=x',
    'cursor=%00',
    'sort=id',
    'cursor[a]=b',
  ])('refuses ?%s', async (query) => {
    expect(await chappe.api.get(`public/telegram-users?${query}`)).toMatchObject({
      status: 400,
      body: { code: 'request.malformed' },
    });
  });

  it('can be switched off', async () => {
    await chappe.restart({ PUBLIC_DIRECTORY: 'off' });
    const off = { status: 404, body: { code: 'telegram_users.directory_off' } };
    expect(await chappe.api.get('public/telegram-users')).toMatchObject(off);
    expect(await chappe.api.get(`public/telegram-users/${NOBODYS_ID}`)).toMatchObject(off);
    await chappe.restart({ CHAPPE_EMBEDDED: '', PUBLIC_DIRECTORY: '' });
    expect(await chappe.api.get('public/telegram-users')).toMatchObject(off); // on a public host it is off unless somebody wants it
  });
});
