import { Logger } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BotApi, fileIdIn, fileIdsIn, TelegramConfig, type Attachment } from '@app/telegram';
import { TelegramEmulator, type EmulatedBot, type Person } from '@app/telegram-emulator';
import { standingStill } from '../support/wait-for';
import { picture } from '../../libs/telegram-emulator/src/testing/picture';

let telegram: TelegramEmulator;
let api: BotApi;
let bot: EmulatedBot;
let ann: Person;

beforeAll(async () => {
  Logger.overrideLogger(false);
  telegram = await TelegramEmulator.start({ seed: 7 });
  api = apiAt(telegram.apiRoot);
  bot = telegram.addBot({ username: 'tower_bot' });
  ann = telegram.person('ann');
  await ann.send(bot, '/start');
});

afterAll(async () => {
  await api.onApplicationShutdown();
  expect(telegram.problems).toEqual([]);
  await telegram.close();
});

const apiAt = (root: string): BotApi => new BotApi(new TelegramConfig({ TELEGRAM_API_ROOT: root }));

function attached(name: string, contents: Buffer, more: Partial<Attachment> = {}): Attachment {
  const open = (): AsyncIterable<Buffer> => inPieces(contents);
  return { name, fileName: `${name}.bin`, mimeType: 'application/octet-stream', size: contents.length, open, ...more };
}

async function* inPieces(contents: Buffer, size = 50_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < contents.length; at += size) yield await Promise.resolve(contents.subarray(at, at + size));
}

/** Gives some bytes, and then throws what a database that is away throws. */
async function* breaking(bytes: number): AsyncGenerator<Buffer> {
  if (bytes > 0) yield await Promise.resolve(Buffer.alloc(bytes));
  throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
}

describe('a call with files', () => {
  it('brings a file to a person, with its name and its type, byte by byte, and tells its id', async () => {
    const contents = randomBytes(300_001);
    const payload = {
      chat_id: ann.id,
      document: 'attach://doc',
      caption: '"Ünter"\nzwei',
      reply_markup: undefined,
      protect_content: true,
    };
    const attachment = attached('doc', contents, { fileName: 'Ein „Name“.pdf', mimeType: 'application/pdf' });
    const result = await api.call(bot.token, 'sendDocument', payload, { attachments: [attachment] });
    expect(result).toMatchObject({ kind: 'done' });
    const sent = (result as { result: { document: { file_id: string; file_unique_id: string } } }).result;
    expect(sent).toMatchObject({
      caption: '"Ünter"\nzwei',
      document: { file_name: 'Ein „Name“.pdf', mime_type: 'application/pdf', file_size: 300_001 },
    });
    const { params } = telegram.callsOf('sendDocument', bot)[0] ?? {};
    expect(params).toMatchObject({ chat_id: String(ann.id), protect_content: 'true' });
    expect(params).not.toHaveProperty('reply_markup');
    expect(telegram.file(sent.document.file_unique_id)?.bytes.equals(contents)).toBe(true);
    expect(fileIdIn(sent, 'document')).toBe(sent.document.file_id);
  });

  it('has its id good for sending it again without its contents', async () => {
    const first = await api.call(
      bot.token,
      'sendPhoto',
      { chat_id: ann.id, photo: 'attach://p' },
      { attachments: [attached('p', picture(1_000, 500))] },
    );
    const id = first.kind === 'done' ? fileIdIn(first.result, 'photo') : null;
    expect(await api.call(bot.token, 'sendPhoto', { chat_id: ann.id, photo: id })).toMatchObject({ kind: 'done' });
  });

  it('brings an album in order', async () => {
    const media = [
      { type: 'photo', media: 'attach://one', caption: 'first' },
      { type: 'photo', media: 'attach://two' },
    ];
    const attachments = [attached('one', picture(100, 50)), attached('two', picture(50, 100))];
    const result = await api.call(bot.token, 'sendMediaGroup', { chat_id: ann.id, media }, { attachments });
    const messages = result.kind === 'done' ? (result.result as { photo: { file_id: string }[] }[]) : [];
    expect(messages.map(({ photo }) => photo.at(-1)?.file_id)).toEqual(fileIdsIn(messages));
    expect(fileIdsIn(messages)).toHaveLength(2);
  });

  it('is refused as other calls are', async () => {
    const options = { attachments: [attached('doc', Buffer.from('x'))] };
    expect(await api.call(bot.token, 'sendDocument', { chat_id: 4, document: 'attach://doc' }, options)).toMatchObject({
      kind: 'refused',
    });
  });
});

describe('what a call with files sends', () => {
  let server: Server;
  let door: BotApi;
  let requests: { headers: IncomingMessage['headers']; received: number }[];
  let answer: (request: IncomingMessage, response: ServerResponse) => void;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const seen = { headers: request.headers, received: 0 };
      requests.push(seen);
      request.on('data', (bytes: Buffer) => (seen.received += bytes.length)).on('error', () => undefined);
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    door = apiAt(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
  });

  afterAll(async () => {
    await door.onApplicationShutdown();
    server.closeAllConnections();
    server.close();
  });

  beforeEach(() => {
    requests = [];
    answer = (request, response) => {
      request.on('end', () => response.end('{"ok":true,"result":true}'));
    };
  });

  const send = (attachment: Attachment) =>
    door.call('1:x', 'sendDocument', { document: 'attach://doc' }, { attachments: [attachment] });

  it('says how long it is', async () => {
    expect(await send(attached('doc', randomBytes(200_000)))).toEqual({ kind: 'done', result: true });
    expect(requests[0]?.headers['transfer-encoding']).toBeUndefined();
    expect(requests.map(({ headers, received }) => Number(headers['content-length']) - received)).toEqual([0]);
  });

  it('is nothing as long as no file can be read: the call was not made', async () => {
    const result = await send(attached('doc', Buffer.alloc(10), { open: () => breaking(0) }));
    expect(result).toEqual({ kind: 'not-sent', reason: 'a file could not be read' });
    expect(requests).toEqual([]);
  });

  it.each([
    ['cannot be read further', { open: () => breaking(100_000), size: 200_000 }],
    ['is shorter than it is said to be', { size: 200_000 }],
    ['is longer than it is said to be', { size: 99_999 }],
  ])('leaves open what became of it when a file %s', async (_, more) => {
    const result = await send(attached('doc', Buffer.alloc(100_000), more));
    expect(result).toEqual({ kind: 'ambiguous', reason: 'a file could not be read' });
  });

  it('is not read when nobody is there to take it', async () => {
    const nowhere = apiAt('http://127.0.0.1:1');
    const open = jest.fn(() => breaking(10));
    const result = await nowhere.call('1:x', 'sendDocument', {}, { attachments: [attached('doc', Buffer.alloc(10), { open })] });
    expect(result).toEqual({ kind: 'not-sent', reason: 'ECONNREFUSED' });
    expect(open).not.toHaveBeenCalled();
    await nowhere.onApplicationShutdown();
  });

  it('is not needed to the end when the answer comes before', async () => {
    answer = (_, response) =>
      response.writeHead(413).end('{"ok":false,"error_code":413,"description":"Request Entity Too Large"}');
    const result = await send(attached('doc', Buffer.alloc(30_000_000)));
    expect(result).toEqual({ kind: 'refused', status: 413, description: 'Request Entity Too Large' });
  });

  it('is read no faster than it is taken', async () => {
    let read = 0;
    const size = 40 * 1024 * 1024;
    async function* counted(): AsyncGenerator<Buffer> {
      for (; read < size; read += 65_536) yield await Promise.resolve(Buffer.alloc(65_536));
    }
    let ask: (() => void) | undefined;
    answer = (request, response) => {
      request.pause();
      ask = () => request.resume().on('end', () => response.end('{"ok":true,"result":true}'));
    };
    const sent = send(attached('doc', Buffer.alloc(0), { size, open: counted }));
    await standingStill('what is read', () => read);
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(size / 2);
    ask?.();
    expect(await sent).toEqual({ kind: 'done', result: true });
    expect(read).toBe(size);
  });
});
