import { once } from 'node:events';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { TestChappe, type TestAccount } from '../support/chappe';
import { holding } from '../support/holding';
import { BOUNDARY, END, MULTIPART, Uploads, type FileView } from '../support/uploads';
import { standingStill, waitFor } from '../support/wait-for';

const MB = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** The bytes of buffers that somebody still holds. */
function buffersInUse(): number {
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
}

const HEAD = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="film.mp4"\r\n\r\n`;

let chappe: TestChappe;
let ann: TestAccount;

beforeAll(async () => {
  chappe = await TestChappe.start({ settings: { UPLOADS_PER_ACCOUNT_MB: '60' } });
  ann = await chappe.register('ann');
});

afterAll(async () => {
  await chappe.stop();
});

afterEach(async () => {
  await chappe.sql.rows('delete from files');
});

/** A request whose body is written by hand. */
function begin(token: string, headers: Record<string, string> = MULTIPART): ClientRequest {
  const sent = request(`${chappe.api.root}/api/v1/files`, {
    method: 'POST',
    headers: { ...headers, authorization: `Bearer ${token}` },
  });
  return sent.on('error', () => undefined);
}

async function answerOf(sent: ClientRequest): Promise<{ status: number | undefined; body: Partial<FileView> }> {
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const bytes of response) text += String(bytes);
  return { status: response.statusCode, body: JSON.parse(text) as Partial<FileView> };
}

async function write(sent: ClientRequest, bytes: string | Buffer): Promise<void> {
  if (!sent.write(bytes)) await once(sent, 'drain');
}

const chunks = (): Promise<number> => chappe.sql.count('file_chunks');
const arrived = (count: number): Promise<boolean> => waitFor('bytes to arrive', async () => (await chunks()) >= count);
const nothingLeft = (): Promise<boolean> =>
  waitFor('nothing to be left', async () => (await chappe.sql.count('files')) + (await chunks()) === 0);

describe('a client that hangs up in the middle', () => {
  it('leaves nothing', async () => {
    const sent = begin(ann.accessToken);
    await write(sent, HEAD);
    await write(sent, Buffer.alloc(MB));
    await arrived(3);
    sent.destroy();
    await nothingLeft();
  });

  it('leaves nothing, also when it hangs up while the database is slow', async () => {
    const release = await holding('lock table file_chunks in share mode');
    const sent = begin(ann.accessToken);
    await write(sent, HEAD);
    await write(sent, Buffer.alloc(MB));
    await waitFor('the upload to have begun', async () => (await chappe.sql.count('files')) === 1);
    sent.destroy();
    await release();
    await nothingLeft();
  });
});

it('a file is not taken faster than it can be stored, and not held in memory', async () => {
  const size = 40 * MB;
  const piece = Buffer.alloc(64 * 1024, 7);
  let written = 0;
  let most = 0;
  const before = buffersInUse();
  const release = await holding('lock table file_chunks in share mode');
  const sent = begin(ann.accessToken, { ...MULTIPART, 'content-length': String(HEAD.length + size + 2 + END.length) });
  const answer = answerOf(sent);
  const writing = (async () => {
    await write(sent, HEAD);
    for (; written < size; written += piece.length) {
      await write(sent, piece);
      if (written % (4 * MB) === 0) most = Math.max(most, buffersInUse() - before);
    }
    sent.end(`\r\n${END}`);
  })();

  // What is under way now lies in the buffers of two sockets of this machine.
  expect(await standingStill('the client', () => written)).toBeLessThan(size / 2);
  await release();
  await writing;
  expect(await answer).toMatchObject({ status: 201, body: { size } });
  expect(await chunks()).toBe(160);
  expect(most).toBeLessThan(size / 2);
});

it('clients that are slow hold no connection to the database', async () => {
  const slow = Array.from({ length: 15 }, () => begin(ann.accessToken));
  for (const sent of slow) {
    await write(sent, HEAD);
    await write(sent, Buffer.alloc(300 * 1024));
  }
  await arrived(15);
  expect(await new Uploads(chappe.api, ann.accessToken).post('in between')).toMatchObject({ status: 201 });
  const idle = `select 1 from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`;
  expect(await chappe.sql.rows(idle)).toEqual([]);
  slow.push(begin(ann.accessToken));
  for (const sent of slow.slice(15)) await write(sent, HEAD + 'x'.repeat(300 * 1024));
  await arrived(17);
  expect(await new Uploads(chappe.api, ann.accessToken).post('one too many')).toMatchObject({ status: 429 });
  const answers = slow.map(answerOf);
  for (const sent of slow) sent.end(`\r\n${END}`);
  for (const answer of answers) expect(await answer).toMatchObject({ status: 201, body: { size: 300 * 1024 } });
});

describe('what is refused before it has arrived', () => {
  it.each([
    ['without a token', 'nonsense', 401],
    ['as it is too large', '', 413],
  ])('%s is told so, although it is still being sent', async (_, token, status) => {
    const sent = begin(token === '' ? ann.accessToken : token, { ...MULTIPART, 'content-length': String(60 * MB) });
    const answer = answerOf(sent);
    for (let i = 0; i < 60; i++) await write(sent, Buffer.alloc(MB));
    sent.end();
    expect(await answer).toMatchObject({ status });
    expect(await chappe.sql.count('files')).toBe(0);
  });

  it('is too large, also when it did not say so', async () => {
    const sent = begin(ann.accessToken);
    const answer = answerOf(sent);
    await write(sent, HEAD);
    for (let i = 0; i < 51; i++) await write(sent, Buffer.alloc(MB));
    sent.end(`\r\n${END}`);
    expect(await answer).toMatchObject({ status: 413, body: { code: 'files.too_large' } });
    expect(await chappe.sql.count('files')).toBe(0);
  });
});

describe('all files of an account together', () => {
  it('have at most so many bytes, and deleting some makes room', async () => {
    const bea = await chappe.register('bea');
    const uploads = new Uploads(chappe.api, bea.accessToken);
    const first = await uploads.send(Buffer.alloc(30 * MB));
    await uploads.send(Buffer.alloc(25 * MB));
    expect(await uploads.post(Buffer.alloc(6 * MB))).toMatchObject({ status: 422, body: { code: 'files.quota_exceeded' } });
    expect(await chappe.sql.count('files')).toBe(2);
    expect(await uploads.remove(first.id)).toMatchObject({ status: 204 });
    await uploads.send(Buffer.alloc(6 * MB));
    // Another account has room of its own.
    expect(await new Uploads(chappe.api, ann.accessToken).post(Buffer.alloc(30 * MB))).toMatchObject({ status: 201 });
  });

  it('cannot exceed that by arriving at the same moment', async () => {
    const cleo = await chappe.register('cleo');
    const uploads = new Uploads(chappe.api, cleo.accessToken);
    await uploads.send(Buffer.alloc(40 * MB));
    await uploads.send(Buffer.alloc(10 * MB));
    const all = Array.from({ length: 6 }, () => begin(cleo.accessToken));
    const answers = all.map(answerOf);
    for (const sent of all) await write(sent, HEAD + 'x'.repeat(4 * 1024));
    // They all end at once, so that each finds room for itself while it is not told of the others.
    await waitFor('all to have begun', async () => (await chappe.sql.count('files')) === 8);
    for (const sent of all) sent.end(`${'x'.repeat(4 * MB)}\r\n${END}`);
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    const [kept] = await chappe.sql.rows<{ bytes: string }>(
      `select sum(octet_length(bytes)) as bytes from file_chunks join files on id = file_id where account_id = $1`,
      [cleo.id],
    );
    expect(statuses.filter((status) => status === 422).length).toBeGreaterThan(3);
    expect(Number(kept?.bytes)).toBeLessThanOrEqual(60 * MB);
    expect(await chappe.sql.count('files')).toBe(2 + statuses.filter((status) => status === 201).length);
  });

  it('are counted once more when an upload ends: others may have arrived since its last bytes', async () => {
    const eve = await chappe.register('eve');
    const uploads = new Uploads(chappe.api, eve.accessToken);
    const { id } = await uploads.send('grows');
    const sent = begin(eve.accessToken);
    const answer = answerOf(sent);
    await write(sent, HEAD + 'x'.repeat(256 * 1024));
    await arrived(2);
    await chappe.sql.rows(`update files set size = ${60 * MB} where id = $1`, [id]);
    sent.end(`\r\n${END}`);
    expect(await answer).toMatchObject({ status: 422, body: { code: 'files.quota_exceeded' } });
    expect(await chappe.sql.rows('select id from files')).toEqual([{ id }]);
  });
});

it('an upload is given up when its account is closed', async () => {
  const dora = await chappe.register('dora');
  const sent = begin(dora.accessToken);
  const answer = answerOf(sent);
  await write(sent, HEAD);
  await write(sent, Buffer.alloc(300 * 1024));
  await arrived(1);
  expect(await chappe.api.call('DELETE', 'account', { password: 'password of dora' }, { token: dora.accessToken })).toMatchObject(
    { status: 204 },
  );
  await nothingLeft();
  sent.end(`${'x'.repeat(300 * 1024)}\r\n${END}`);
  expect(await answer).toMatchObject({ status: 409, body: { code: 'files.upload_given_up' } });
  await nothingLeft();
});
