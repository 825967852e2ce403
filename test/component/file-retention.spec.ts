import { FilesService, FileUsesRegistry } from '@app/files';
import { Database, newId } from '@app/platform';
import { Maintenance } from '../../libs/platform/src/queue/maintenance';
import { TestChappe, type TestAccount } from '../support/chappe';
import { Uploads } from '../support/uploads';
import { waitFor } from '../support/wait-for';

let chappe: TestChappe;
let ann: TestAccount;
let uploads: Uploads;
let botId: string;
const needed = new Set<string>();

beforeAll(async () => {
  chappe = await TestChappe.start();
  ann = await chappe.register('ann');
  uploads = new Uploads(chappe.api, ann.accessToken);
  botId = (await chappe.sql.rows<{ id: string }>('select id from bots'))[0]?.id ?? '';
  const inUse = (ids: readonly string[]) => Promise.resolve(ids.filter((id) => needed.has(id)));
  chappe.app.get(FileUsesRegistry, { strict: false }).register({ tables: [], inUse });
});

afterAll(async () => {
  await chappe.stop();
});

const files = (): FilesService => chappe.app.get(FilesService, { strict: false });
const chore = (name: string) => chappe.app.get(Maintenance, { strict: false }).run(name);
const set = (id: string, columns: string) => chappe.sql.rows(`update files set ${columns} where id = $1`, [id]);
const old = (id: string) => set(id, `expires_at = now() - interval '1 second'`);

async function contentsOf(id: string): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of files().contents(id)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

describe('the contents of a file', () => {
  it('are kept for a day and then dropped, and what is known of it stays', async () => {
    const [fresh, stale] = [await uploads.send('fresh'), await uploads.send('stale', 'stale.txt')];
    await old(stale.id);
    await chore('files.drop-expired');
    expect(await uploads.get(fresh.id)).toMatchObject({ body: { kept: true } });
    expect(await uploads.get(stale.id)).toMatchObject({ status: 200, body: { kept: false, name: 'stale.txt', size: 5 } });
    expect(await chappe.sql.rows('select 1 from file_chunks where file_id = $1', [stale.id])).toEqual([]);
    expect(await contentsOf(fresh.id)).toBe('fresh');
    await expect(contentsOf(stale.id)).rejects.toMatchObject({ code: 'files.contents_gone' });
    expect(await files().find(ann.id, [stale.id])).toEqual([
      { id: stale.id, name: 'stale.txt', mimeType: 'text/plain', size: 5, kept: false },
    ]);
  });

  it('stay as long as somebody needs them, and cannot be removed; others are dropped, however many are needed', async () => {
    const all = [];
    for (let i = 0; i < 12; i++) all.push((await uploads.send(`file ${String(i)}`)).id);
    for (const id of all) await old(id);
    const [last = '', ...inUse] = all.toReversed();
    for (const id of inUse) needed.add(id);
    await chore('files.drop-expired');
    expect((await files().find(ann.id, all)).filter(({ kept }) => !kept).map(({ id }) => id)).toEqual([last]);
    expect(await uploads.remove(inUse[0] ?? '')).toMatchObject({ status: 409, body: { code: 'files.in_use' } });
    expect(await contentsOf(inUse[0] ?? '')).toBe('file 10');
    needed.clear();
    await chore('files.drop-expired');
    expect((await files().find(ann.id, all)).filter(({ kept }) => kept)).toEqual([]);
    expect(await uploads.remove(inUse[0] ?? '')).toMatchObject({ status: 204 });
  });

  it('are neither dropped nor removed while somebody writes down that they are needed', async () => {
    const { id } = await uploads.send('claimed');
    await old(id);
    const db = chappe.app.get(Database, { strict: false });
    let removal: ReturnType<Uploads['remove']> | undefined;
    await db.transaction(async () => {
      expect(await files().claim({ accountId: ann.id }, [id])).toMatchObject([{ id, kept: true }]);
      await db.apart(async () => {
        await chore('files.drop-expired');
        removal = uploads.remove(id);
        const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
        await waitFor('the removal to wait', async () => (await chappe.sql.rows(waiting)).length > 0);
      });
      needed.add(id);
    });
    expect(await removal).toMatchObject({ status: 409 });
    expect(await contentsOf(id)).toBe('claimed');
    needed.clear();
  });

  it('are missed when a piece of them is not there', async () => {
    const { id } = await uploads.send(Buffer.alloc(600_000));
    await chappe.sql.rows('delete from file_chunks where file_id = $1 and n = 1', [id]);
    await expect(contentsOf(id)).rejects.toMatchObject({ code: 'files.contents_gone' });
  });
});

describe('a file without contents', () => {
  const dropped = async (usedBefore: string): Promise<string> => {
    const { id } = await uploads.send(usedBefore);
    await set(id, `state = 'dropped', used_at = now() - interval '${usedBefore}'`);
    return id;
  };

  it('is forgotten after a month without use, unless somebody needs it', async () => {
    const [fresh, stale, wanted] = [await dropped('29 days'), await dropped('31 days'), await dropped('31 days')];
    needed.add(wanted);
    await chore('files.forget');
    needed.clear();
    const left = await files().find(ann.id, [fresh, stale, wanted]);
    expect(left.map(({ id }) => id).sort()).toEqual([fresh, wanted].sort());
  });

  it('is used when a message is made of it', async () => {
    const id = await dropped('31 days');
    expect(await files().claim({ accountId: ann.id }, [id])).toMatchObject([{ id, kept: false }]);
    await chore('files.forget');
    expect(await files().find(ann.id, [id])).toHaveLength(1);
  });

  it('with contents is not forgotten', async () => {
    const { id } = await uploads.send('kept');
    await set(id, `used_at = now() - interval '31 days'`);
    await chore('files.forget');
    expect(await uploads.get(id)).toMatchObject({ body: { kept: true } });
  });
});

describe('what Telegram calls a file', () => {
  it('is remembered for each bot and each kind', async () => {
    const { id } = await uploads.send('known');
    const other = newId();
    const sealed = `insert into bots (id, telegram_id, username, token_sealed, webhook_key, owner_id) values ($1, 99, 'other_bot', 'x', 'other', $2)`;
    await chappe.sql.rows(sealed, [other, ann.id]);
    await files().remember(id, botId, 'document', 'AAA');
    await files().remember(id, botId, 'photo', 'BBB');
    await files().remember(id, botId, 'document', 'CCC');
    const known = async (bot: string, kind: string) => await files().telegramIdOf(id, bot, kind);
    expect([await known(botId, 'document'), await known(botId, 'photo'), await known(botId, 'video')]).toEqual([
      'CCC',
      'BBB',
      null,
    ]);
    expect(await known(other, 'document')).toBeNull();
    await old(id);
    await chore('files.drop-expired');
    expect(await known(botId, 'document')).toBe('CCC');
  });

  it('goes with the file, and what is gone is not remembered', async () => {
    const { id } = await uploads.send('short-lived');
    await files().remember(id, botId, 'document', 'DDD');
    await uploads.remove(id);
    expect(await files().telegramIdOf(id, botId, 'document')).toBeNull();
    await files().remember(id, botId, 'document', 'DDD');
    await files().remember(newId(), newId(), 'document', 'DDD');
    expect(await files().telegramIdOf(id, botId, 'document')).toBeNull();
  });
});

it('uploads whose process died are removed after a while, and no others', async () => {
  const ids = [];
  for (const name of ['dead', 'alive', 'whole']) ids.push((await uploads.send(name)).id);
  const [dead = '', alive = '', whole = ''] = ids;
  await set(dead, `state = 'uploading', written_at = now() - interval '11 minutes'`);
  await set(alive, `state = 'uploading', written_at = now() - interval '9 minutes'`);
  await set(whole, `written_at = now() - interval '11 minutes'`);
  await chore('files.discard-abandoned');
  const left = await chappe.sql.rows<{ id: string }>('select id from files where id = any($1)', [ids]);
  expect(left.map(({ id }) => id).sort()).toEqual([alive, whole].sort());
  expect(await chappe.sql.rows('select 1 from file_chunks where file_id = $1', [dead])).toEqual([]);
});
