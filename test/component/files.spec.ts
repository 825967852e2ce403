import { createHash } from 'node:crypto';
import { FilesService } from '@app/files';
import { newId } from '@app/platform';
import { TestChappe, type TestAccount } from '../support/chappe';
import { anyText, matching } from '../support/like';
import { END, MULTIPART, part, Uploads } from '../support/uploads';

let chappe: TestChappe;
let ann: TestAccount;
let uploads: Uploads;

beforeAll(async () => {
  chappe = await TestChappe.start({ settings: { UPLOAD_LIMIT_MB: '2', UPLOADS_PER_ACCOUNT_MB: '30' } });
  ann = await chappe.register('ann');
  uploads = new Uploads(chappe.api, ann.accessToken);
});

afterAll(async () => {
  await chappe.stop();
});

const bytesOf = (count: number): Buffer => Buffer.from(Array.from({ length: count }, (_, i) => (i * 7 + (i >> 8)) % 251));
const files = (): FilesService => chappe.app.get(FilesService, { strict: false });

async function contentsOf(id: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of files().contents(id)) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

/** What is left in the tables of files. */
const rows = async (): Promise<number[]> => [await chappe.sql.count('files'), await chappe.sql.count('file_chunks')];

describe('a file that is uploaded', () => {
  const contents = bytesOf(600_000);

  it('is answered with what is known of it, and kept for a day', async () => {
    const { status, body } = await uploads.post(contents, 'Übersicht 1.pdf', 'application/pdf');
    expect([status, body]).toEqual([
      201,
      {
        id: matching(/^[0-9a-f-]{36}$/),
        name: 'Übersicht 1.pdf',
        mimeType: 'application/pdf',
        size: 600_000,
        sha256: createHash('sha256').update(contents).digest('hex'),
        createdAt: anyText,
        expiresAt: anyText,
      },
    ]);
    expect(Math.round((Date.parse(body.expiresAt) - Date.parse(body.createdAt)) / 3_600_000)).toBe(24);
    expect(await uploads.get(body.id)).toMatchObject({ status: 200, body: { ...body, kept: true } });
  });

  it('can be read again, byte by byte, in pieces of 256 KiB', async () => {
    const { id } = await uploads.send(contents);
    expect((await contentsOf(id)).equals(contents)).toBe(true);
    const pieces = await chappe.sql.rows('select octet_length(bytes) as size from file_chunks where file_id = $1 order by n', [
      id,
    ]);
    expect(pieces).toEqual([{ size: 262_144 }, { size: 262_144 }, { size: 75_712 }]);
  });

  it('may be exactly as large as allowed', async () => {
    expect(await uploads.post(bytesOf(2 * 1024 * 1024))).toMatchObject({ status: 201, body: { size: 2 * 1024 * 1024 } });
  });

  it.each([
    ['has no name', 'Content-Disposition: form-data; name="file"', 'file', 'text/plain'],
    ['comes with a path', 'Content-Disposition: form-data; name="file"; filename="../../etc/passwd"', 'passwd', 'text/plain'],
    [
      'has a name as browsers write it',
      'Content-Disposition: form-data; name="file"; filename="say %22hi%22%0D%0A 100%2F%25.txt"',
      'say "hi" 100%2F%25.txt',
      'text/plain',
    ],
    [
      'is said to be of no type that exists',
      'Content-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: picture',
      'a.png',
      'application/octet-stream',
    ],
  ])('%s', async (_, headers, name, mimeType) => {
    expect(await uploads.raw(part(headers, 'x') + END)).toMatchObject({ status: 201, body: { name, mimeType, size: 1 } });
  });
});

describe('what is no file', () => {
  const file = part('Content-Disposition: form-data; name="file"; filename="a.txt"', 'one');
  const field = part('Content-Disposition: form-data; name="note"', 'hi');
  let before: number[];

  beforeEach(async () => {
    before = await rows();
  });

  it.each([
    ['an empty file', part('Content-Disposition: form-data; name="file"; filename="a.txt"', '') + END, 422, 'files.empty'],
    ['no part', END, 400, 'files.file_missing'],
    ['no body', '', 400, 'files.multipart_broken'],
    ['only a text', field + END, 400, 'files.unexpected_part'],
    ['a file of another name', file.replace('"file"', '"document"') + END, 400, 'files.unexpected_part'],
    ['two files', file + file + END, 400, 'files.unexpected_part'],
    ['a file and a text', file + field + END, 400, 'files.unexpected_part'],
    ['a text and a file', field + file + END, 400, 'files.unexpected_part'],
    ['a body that is cut off', file, 400, 'files.multipart_broken'],
    ['a body that is cut off in the headers', file.slice(0, 60), 400, 'files.multipart_broken'],
    ['what has no parts at all', 'nothing of this kind', 400, 'files.multipart_broken'],
  ])('%s is refused, and nothing of it is kept', async (_, body, status, code) => {
    expect(await uploads.raw(body)).toMatchObject({ status, body: { code } });
    expect(await rows()).toEqual(before);
  });

  it.each([
    ['JSON', '{}', 'application/json', 415],
    ['plain text', 'x', 'text/plain', 415],
    ['parts without a boundary', file + END, 'multipart/form-data', 400],
  ])('%s is refused', async (_, body, type, status) => {
    expect(await uploads.raw(body, { 'content-type': type })).toMatchObject({ status });
    expect(await rows()).toEqual(before);
  });

  it('no body at all is refused', async () => {
    expect(await chappe.api.post('files', undefined, { token: ann.accessToken })).toMatchObject({ status: 415 });
  });

  it('a file that is too large is refused, and nothing of it is kept', async () => {
    for (const more of [1, 5 * 1024 * 1024]) {
      expect(await uploads.post(Buffer.alloc(2 * 1024 * 1024 + more))).toMatchObject({
        status: 413,
        body: { code: 'files.too_large' },
      });
    }
    expect(await rows()).toEqual(before);
  });

  it('no other route takes it', async () => {
    const answer = await chappe.api.post('messages', undefined, { token: ann.accessToken, raw: file + END, headers: MULTIPART });
    expect(answer).toMatchObject({ status: 415 });
  });
});

describe('files of an account', () => {
  let bea: Uploads;
  let ids: string[];

  beforeAll(async () => {
    bea = new Uploads(chappe.api, (await chappe.register('bea')).accessToken);
    ids = [];
    for (const name of ['one', 'two', 'three']) ids.unshift((await bea.send(name, `${name}.txt`)).id);
  });

  it('are listed, the newest first, page by page', async () => {
    const { body: first } = await bea.list('?limit=2');
    const { body: second } = await bea.list(`?limit=2&cursor=${String(first.nextCursor)}`);
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
    expect(second.nextCursor).toBeNull();
    expect(first.items[0]).toEqual((await bea.get(ids[0] ?? '')).body);
  });

  it('are not there for anybody else', async () => {
    const [id = ''] = ids;
    for (const answer of [await uploads.get(id), await uploads.remove(id), await uploads.get(newId())]) {
      expect(answer).toMatchObject({ status: 404, body: { code: 'files.file_not_found' } });
    }
    expect((await uploads.list('?limit=100')).text).not.toContain(id);
    expect(await files().find(ann.id, ids)).toEqual([]);
    expect(await bea.get(id)).toMatchObject({ status: 200 });
  });

  it('are removed with their contents', async () => {
    const { id } = await bea.send('gone');
    expect(await bea.remove(id)).toMatchObject({ status: 204, text: '' });
    expect(await bea.get(id)).toMatchObject({ status: 404 });
    expect(await bea.remove(id)).toMatchObject({ status: 404 });
    expect(await chappe.sql.rows('select 1 from file_chunks where file_id = $1', [id])).toEqual([]);
  });

  it('are not there before they have arrived', async () => {
    await chappe.sql.rows(`update files set state = 'uploading' where id = $1`, [ids[0]]);
    expect(await bea.get(ids[0] ?? '')).toMatchObject({ status: 404 });
    expect(await bea.remove(ids[0] ?? '')).toMatchObject({ status: 404 });
    expect((await bea.list()).body.items.map(({ id }) => id)).toEqual(ids.slice(1));
  });

  it('are for those who are signed in', async () => {
    for (const [method, path] of [
      ['POST', 'files'],
      ['GET', 'files'],
      ['GET', `files/${newId()}`],
      ['DELETE', `files/${newId()}`],
    ] as const) {
      expect(await chappe.api.call(method, path)).toMatchObject({ status: 401 });
    }
  });

  it('have ids', async () => {
    expect(await bea.get('7')).toMatchObject({ status: 400, body: { code: 'request.malformed' } });
    expect(await bea.list('?limit=0')).toMatchObject({ status: 400 });
  });
});

describe('a bot token', () => {
  it('uploads files for its account, and sees those alone that were uploaded with it', async () => {
    const cleo = await chappe.register('cleo');
    const { botToken } = await chappe.pair(cleo, chappe.person('phone of cleo'));
    const [mine, its] = [new Uploads(chappe.api, cleo.accessToken), new Uploads(chappe.api, botToken)];
    const [own, sent] = [await mine.send('by hand'), await its.send('by a system')];
    expect((await its.list()).body.items.map(({ id }) => id)).toEqual([sent.id]);
    expect((await mine.list()).body.items.map(({ id }) => id)).toEqual([sent.id, own.id]);
    expect([await its.get(own.id), await its.remove(own.id)]).toMatchObject([{ status: 404 }, { status: 404 }]);
    expect(await its.remove(sent.id)).toMatchObject({ status: 204 });
  });
});
