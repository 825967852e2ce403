import { PassThrough, Readable } from 'node:stream';
import { UploadStalledError, UploadTooSlowError } from './files.errors';
import { readUpload, type FilePart } from './read-upload';

const CONTENT_TYPE = 'multipart/form-data; boundary=b';
const HEAD = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n';
const END = '\r\n--b--\r\n';
const SECOND_MS = 1_000;

const read = <Taken>(stream: Readable, take: (part: FilePart) => Promise<Taken>) =>
  readUpload({ contentType: CONTENT_TYPE, length: null, stream }, take, 30);

async function textOf({ bytes }: FilePart): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

/** Lets all that can happen without more bytes happen. */
const pass = (milliseconds: number): Promise<void> => jest.advanceTimersByTimeAsync(milliseconds);

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
});

afterEach(() => {
  jest.useRealTimers();
});

it.each([1, 2, 7, 1_000])('finds the file however the body is cut, here into pieces of %i bytes', async (size) => {
  const body = Buffer.from(HEAD + 'line\r\n--c\r\n--\r\n' + END);
  const pieces = Array.from({ length: Math.ceil(body.length / size) }, (_, i) => body.subarray(i * size, (i + 1) * size));
  expect(await read(Readable.from(pieces), textOf)).toBe('line\r\n--c\r\n--\r\n');
});

it('a client that is silent for 30 seconds is waited for no longer', async () => {
  const stream = new PassThrough();
  const stalled = expect(read(stream, textOf)).rejects.toThrow(UploadStalledError);
  stream.write(HEAD);
  await pass(29 * SECOND_MS);
  stream.write('just in time'.repeat(4_000));
  await pass(29 * SECOND_MS);
  stream.write('once more'.repeat(4_000));
  await pass(31 * SECOND_MS);
  await stalled;
  expect(stream.destroyed).toBe(false); // it can still be answered
});

it.each([
  ['a byte every 20 seconds', 1, 20],
  ['half a kilobyte a second', 512, 1],
])('a client that sends %s is not waited for either, also after a quick beginning', async (_, bytes, seconds) => {
  const stream = new PassThrough();
  const slow = expect(read(stream, textOf)).rejects.toThrow(UploadTooSlowError);
  stream.write(HEAD + 'x'.repeat(500_000));
  for (let passed = 0; passed < 100; passed += seconds) {
    await pass(seconds * SECOND_MS);
    stream.write('y'.repeat(bytes));
  }
  await slow;
});

it('a client that sends two kilobytes a second may take its time', async () => {
  const stream = new PassThrough();
  const taken = read(stream, textOf);
  stream.write(HEAD);
  for (let passed = 0; passed < 300; passed += 10) {
    await pass(10 * SECOND_MS);
    stream.write('z'.repeat(20_480));
  }
  stream.end(END);
  expect(await taken).toHaveLength(30 * 20_480);
});

it('how long our own side takes is not counted', async () => {
  const stream = new PassThrough();
  let go: (() => void) | undefined;
  const taken = read(stream, async (part) => {
    await new Promise<void>((resolve) => (go = resolve));
    return (await textOf(part)).length;
  });
  stream.write(HEAD);
  stream.write('x'.repeat(200_000));
  await pass(100 * SECOND_MS);
  go?.();
  stream.end(END);
  expect(await taken).toBe(200_000);
});

it('who takes the file has ended before anybody hears that something went wrong', async () => {
  const stream = new PassThrough();
  let ended = false;
  const failed = read(stream, async (part) => {
    try {
      await textOf(part);
    } finally {
      await Promise.resolve();
      ended = true;
    }
  }).catch(() => ended);
  stream.write(`${HEAD}half of it`);
  stream.destroy();
  expect(await failed).toBe(true);
});

it('what is refused is refused at once, and not read to its end', async () => {
  const stream = new PassThrough();
  const refused = expect(read(stream, () => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
  stream.write(`${HEAD}some of it`);
  await refused;
  expect(stream.listenerCount('data')).toBe(0);
});
