import type { Chat } from '@app/telegram-emulator';
import { TestChappe, type TestAccount } from '../support/chappe';
import { waitFor } from '../support/wait-for';
import { chatRow, settled, watched } from '../support/rolls';

const NOBODYS_ID = '018f0000-0000-7000-8000-000000000000';

type Row = Readonly<Record<string, unknown>>;
interface Page {
  readonly items: Row[];
  readonly nextCursor: string | null;
}

let chappe: TestChappe;
let admin: TestAccount;
let ann: TestAccount;
let bob: TestAccount;
let group: Chat;
let groupId: string;

beforeAll(async () => {
  chappe = await TestChappe.start({ settings: { CHAPPE_EMBEDDED: 'on' } });
  admin = await chappe.register('admin');
  [ann, bob] = [await chappe.register('ann'), await chappe.register('bob')];
  await buildTown();
});

afterAll(async () => {
  await chappe.stop();
});

/** Ann's group with two who are there and one who is not, her private chat, and a group that she may not see. */
async function buildTown(): Promise<void> {
  const [owner, carl, dora] = [chappe.person('owner'), chappe.person('carl'), chappe.person('dora')];
  group = await watched(chappe, '=HYPERLINK("https://evil.example","a"),x', 'owner');
  await carl.in(group).join();
  await dora.in(group).join();
  await dora.in(group).leave();
  await chappe.pair(ann, carl);
  const foreign = chappe.telegram.group('Foreign', { owner: chappe.person('stranger'), members: [chappe.bot, carl] });
  await carl.in(foreign).send('/start@house_bot');
  await owner.in(group).rename('=HYPERLINK("https://evil.example","a"),x');
  groupId = (await chatRow(chappe, group))?.id ?? '';
  await chappe.sql.rows('update chats set account_id = $2, pairing_id = gen_random_uuid(), paired_at = now() where id = $1', [
    groupId,
    ann.id,
  ]);
  await settled(chappe);
}

const get = <Body = Page>(account: TestAccount, path: string) => chappe.api.get<Body>(path, { token: account.accessToken });
const valuesOf = ({ items }: Page, key: string): unknown[] => items.map((item) => item[key]);
const personId = async (key: string): Promise<string> => {
  const sql = 'select id from telegram_users where telegram_id = $1 and owner_id is null';
  return (await chappe.sql.rows<{ id: string }>(sql, [chappe.person(key).id]))[0]?.id ?? '';
};

describe('chats', () => {
  it('are shown to those with whom they are paired, and all to an admin', async () => {
    expect(valuesOf((await get(ann, 'chats')).body, 'type').toSorted()).toEqual(['private', 'supergroup']);
    expect(valuesOf((await get(bob, 'chats')).body, 'type')).toEqual([]);
    expect(valuesOf((await get(admin, 'chats')).body, 'title')).toContain('Foreign');
  });

  it('of own bots are shown, each once', async () => {
    await chappe.sql.rows(
      `with own as (insert into bots (id, owner_id, telegram_id, token_sealed, webhook_key, active)
         values (gen_random_uuid(), $1, 424242, 'x:x', 'key-of-bob', false) returning id)
       insert into chats (id, bot_id, telegram_id, type, title, account_id)
       select gen_random_uuid(), own.id, -77 - n, 'channel', 'Bob''s ' || n, case when n = 1 then $1::uuid end
       from own, generate_series(1, 3) n`,
      [bob.id],
    );
    const pages = [(await get(bob, 'chats?limit=2')).body];
    pages.push((await get(bob, `chats?limit=2&cursor=${pages[0]?.nextCursor ?? ''}`)).body);
    expect(pages.flatMap((page) => valuesOf(page, 'title')).toSorted()).toEqual(["Bob's 1", "Bob's 2", "Bob's 3"]);
    expect(pages[1]?.nextCursor).toBeNull();
    expect((await get(ann, 'chats')).body.items).toHaveLength(2);
  });

  it('are told field by field', async () => {
    const { status, body } = await get<Row>(ann, `chats/${groupId}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: groupId, telegramId: String(group.id), type: 'supergroup', isForum: false, active: true });
    expect(body).toMatchObject({ reachable: true, botStatus: 'administrator', botLeftAt: null });
    expect(Object.keys(body)).not.toContain('pairingId');
  });

  it.each([
    ['type=private', ['private']],
    ['type=supergroup&active=true', ['supergroup']],
    ['active=false', []],
    ['type=channel', []],
    ['since=2020-01-01', ['private', 'supergroup']],
    ['since=2020-01-01T00:00:00Z&type=private', ['private']],
    ['since=2999-01-01', []],
  ])('are filtered by ?%s', async (query, types) => {
    expect(valuesOf((await get(ann, `chats?${query}`)).body, 'type').toSorted()).toEqual(types);
  });

  it.each([
    'type=x',
    'type=private&type=group',
    'active=yes',
    'active=',
    'since=yesterday',
    'since=2026-13-01',
    'since=99999999-01-01',
    'limit=0',
    'cursor=x',
    'format=xml',
    'sort=id',
  ])('are refused with ?%s', async (query) => {
    expect(await get(ann, `chats?${query}`)).toMatchObject({ status: 400, body: { code: 'request.malformed' } });
  });

  it.each(['', '/members'])('of somebody else are as unknown as what does not exist (chats/:id%s)', async (rest) => {
    const unknown = { status: 404, body: { code: 'chats.chat_not_found' } };
    expect(await get(bob, `chats/${groupId}${rest}`)).toMatchObject(unknown);
    expect(await get(bob, `chats/${NOBODYS_ID}${rest}`)).toMatchObject(unknown);
    expect(await get(bob, `chats/x${rest}`)).toMatchObject({ status: 400 });
  });

  it.each(['chats', `chats/${NOBODYS_ID}`, `chats/${NOBODYS_ID}/members`, `telegram-users/${NOBODYS_ID}/chats`, 'stats'])(
    'are closed to nobody in particular (%s)',
    async (path) => {
      expect(await chappe.api.get(path)).toMatchObject({ status: 401 });
    },
  );
});

describe('members of a chat', () => {
  it('are those who are there and those who were, and only some on demand', async () => {
    const names = async (query: string) =>
      valuesOf((await get(ann, `chats/${groupId}/members${query}`)).body, 'firstName').toSorted();
    expect(await names('')).toEqual(['carl', 'dora', 'owner']);
    expect(await names('?active=true')).toEqual(['carl', 'owner']);
    expect(await names('?active=false')).toEqual(['dora']);
    const { items } = (await get(ann, `chats/${groupId}/members?active=false`)).body;
    expect(items).toMatchObject([{ telegramUserId: await personId('dora'), status: 'left', active: false, isBot: false }]);
  });

  it('are opened one by one by whoever sees the list, though among people only an admin finds them', async () => {
    const path = `chats/${groupId}/members`;
    const id = await personId('dora');
    const { items } = (await get(ann, path)).body;
    const dora = items.find(({ telegramUserId }) => telegramUserId === id);
    expect(dora).toMatchObject({ firstName: 'dora', active: false });
    expect((await get<Row>(ann, `${path}/${id}`)).body).toEqual(dora);
    expect((await get<Row>(admin, `${path}/${id}`)).body).toEqual(dora);
    expect((await get(ann, `telegram-users/${id}`)).status).toBe(404);
    expect(await get(bob, `${path}/${id}`)).toMatchObject({ status: 404, body: { code: 'chats.chat_not_found' } });
    for (const other of [NOBODYS_ID, await personId('stranger')]) {
      expect(await get(ann, `${path}/${other}`)).toMatchObject({ status: 404, body: { code: 'chats.member_not_found' } });
    }
    expect((await get(ann, `${path}/x`)).status).toBe(400);
  });

  it('come in pages', async () => {
    const first = (await get(ann, `chats/${groupId}/members?limit=2`)).body;
    const second = (await get(ann, `chats/${groupId}/members?limit=2&cursor=${first.nextCursor ?? ''}`)).body;
    expect([...valuesOf(first, 'firstName'), ...valuesOf(second, 'firstName')]).toHaveLength(3);
    expect(second.nextCursor).toBeNull();
  });

  it('are inactive while the bot is away, and active again when it is back', async () => {
    const active = async () => (await get(ann, `chats/${groupId}/members?active=true`)).body.items.length;
    await chappe.person('owner').in(group).remove(chappe.bot);
    await settled(chappe);
    expect(await active()).toBe(0);
    expect((await get(ann, `chats/${groupId}/members?active=false`)).body.items).toHaveLength(3);
    expect((await get(ann, 'chats?active=false')).body.items).toMatchObject([{ id: groupId, active: false }]);
    await chappe.person('owner').in(group).unban(chappe.bot);
    await chappe.person('owner').in(group).add(chappe.bot, {});
    await settled(chappe);
    expect(await active()).toBe(2);
  });
});

describe('chats of a person', () => {
  it('are those that the asker may see, and no others', async () => {
    const mine = await chappe.api.post<{ id: string }>(
      'telegram-users',
      { telegramId: String(chappe.person('carl').id) },
      { token: ann.accessToken },
    );
    const seen = (await get(ann, `telegram-users/${mine.body.id}/chats`)).body;
    expect(valuesOf(seen, 'type').toSorted()).toEqual(['private', 'supergroup']);
    const all = (await get(admin, `telegram-users/${await personId('carl')}/chats`)).body;
    expect(valuesOf(all, 'type').toSorted()).toEqual(['group', 'private', 'supergroup']);
    const unknown = { status: 404, body: { code: 'telegram_users.not_found' } };
    expect(await get(bob, `telegram-users/${await personId('carl')}/chats`)).toMatchObject(unknown);
    expect(await get(bob, `telegram-users/${NOBODYS_ID}/chats`)).toMatchObject(unknown);
  });
});

describe('a list as a file', () => {
  it('holds all of it, and no formula', async () => {
    const { status, headers, text } = await get(ann, 'chats?format=csv&limit=1');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(headers.get('content-disposition')).toBe('attachment; filename="chats.csv"');
    const [head, ...lines] = text.trimEnd().split('\r\n');
    expect(head).toMatch(/^"id","botId","telegramId","type","title",/);
    expect(lines).toHaveLength(2);
    expect(text).toContain(`"'-${String(-group.id)}"`);
    expect(text).toContain(`"'=HYPERLINK(""https://evil.example"",""a""),x"`);
  });

  it('goes on beyond what is read at once', async () => {
    await chappe.sql.rows(
      `with person as (
         insert into telegram_users (id, telegram_id, first_name) select gen_random_uuid(), 8000000000 + n, '@cmd' || n
         from generate_series(1, 1200) n returning id)
       insert into memberships (chat_id, bot_id, telegram_user_id, status, joined_at, as_of, as_of_update)
       select $1, (select bot_id from chats where id = $1), id, 'member', now(), now(), 1 from person`,
      [groupId],
    );
    const { text } = await get(ann, `chats/${groupId}/members?format=csv`);
    const lines = text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(1_204);
    expect(new Set(lines).size).toBe(1_204);
    expect(text).not.toMatch(/,@cmd/);
    expect((await get(ann, `telegram-users/${NOBODYS_ID}/chats?format=csv`)).status).toBe(404);
  });
});

describe('statistics', () => {
  it('count what the asker may see; an admin sees all', async () => {
    const members = [{ active: 1_203, inactive: 1 }];
    const own = (await get<Row>(ann, 'stats')).body;
    expect(own).toMatchObject({
      people: 0,
      chats: [
        { type: 'private', active: 1, inactive: 0 },
        { type: 'supergroup', active: 1, inactive: 0 },
      ],
      memberships: members[0],
    });
    const all = (await get<{ people: number; newPeople: Row[]; languages: Row[] }>(admin, 'stats')).body;
    expect(all.people).toBeGreaterThan(1_200);
    expect(all.newPeople).toHaveLength(30);
    expect(all.newPeople.at(-1)).toMatchObject({ people: all.people });
    expect(all.languages[0]).toMatchObject({ languageCode: null });
    expect((await get<Row>(bob, 'stats')).body).toMatchObject({ memberships: { active: 0, inactive: 0 }, people: 0 });
  });

  it('of few are of now', async () => {
    await chappe.sql.rows(`update chats set bot_left_at = now() where id = $1`, [groupId]);
    await waitFor('the figures to follow', async () => {
      const { body } = await get<{ memberships: { active: number } }>(ann, 'stats');
      return body.memberships.active === 1;
    });
  });
});
