import { createHash } from 'node:crypto';
import { FilesService } from '@app/files';
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
