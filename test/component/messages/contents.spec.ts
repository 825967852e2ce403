import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { picture } from '../../../libs/telegram-emulator/src/testing/picture';
import type { TestChappe } from '../../support/chappe';
import { containing, having, including } from '../../support/like';
import { correspondence, unpaced, type PairedPerson } from '../../support/messages';
import { expectRefused, sendAndSee, type Expected, type Sent } from '../../support/sent';

let chappe: TestChappe;
let chat: PairedPerson;
let web: Server;

/** Where Telegram fetches files. */
const address = (name: string): string => `http://this-machine.test:${String((web.address() as AddressInfo).port)}/${name}`;

beforeAll(async () => {
  ({ chappe, chat } = await correspondence());
  await unpaced(chappe);
  web = createServer((request, response) => {
    const isPhoto = request.url?.endsWith('.png') ?? false;
    response.writeHead(200, { 'content-type': isPhoto ? 'image/png' : 'application/pdf' });
    response.end(isPhoto ? picture(20, 10) : '%PDF-1.4 of no weight');
  });
  await new Promise<void>((resolve) => {
    web.listen(0, '127.0.0.1', resolve);
  });
});

afterAll(async () => {
  web.close();
  await chappe.stop();
});

const sent = (body: Record<string, unknown>): Promise<Sent> => sendAndSee(chappe, chat, body);
const refused = (...expected: Expected): Promise<void> => expectRefused(chat, ...expected);

it.each([
  ['a text', { type: 'text', text: 'said' }],
  ['a photo', { type: 'photo', file: { uploadId: null, url: 'https://example.org/a.png', fileId: null } }],
  [
    'an album',
    {
      type: 'media_group',
      items: ['a', 'b'].map((fileId) => ({ type: 'photo', file: { fileId }, caption: null, parseMode: null })),
    },
  ],
])('null in %s says no more than nothing', async (_, body) => {
  const unsaid = ['text', 'parseMode', 'linkPreview', 'overflow', 'file', 'caption', 'spoiler', 'items', 'latitude', 'lastName', 'keyboard', 'replyTo',
    'topicId', 'silent', 'chatId', 'priority', 'sendAt', 'ttlSeconds', 'delivery', 'formattingFallback']; // prettier-ignore
  const nothing = Object.fromEntries(unsaid.map((field) => [field, null]));
  expect((await chat.messages.post({ ...nothing, ...body })).status).toBe(202);
  expect((await chat.messages.post({ ...body, replyTo: { messageId: null, telegramMessageId: null } })).status).toBe(202);
});

it('a text that is null is missing', () => refused({ type: 'text', text: null }, 400, 'request.malformed', 'text'));

describe('a file', () => {
  it.each([
    ['photo', 'a.png'],
    ['document', 'a.pdf'],
  ])('%s goes by its address, headed in its caption', async (type, name) => {
    const { message, copy } = await sent({ type, file: { url: address(name) }, caption: 'look' });
    expect(message).toMatchObject({ status: 'sent', type, text: 'look' });
    expect(copy).toMatchObject({ text: 'ann\nlook', media: { kind: type } });
  });

  it('goes by the id that Telegram gave it', async () => {
    await sent({ type: 'photo', file: { url: address('b.png') } });
    const [{ answer } = { answer: null }] = chappe.telegram.callsOf('sendPhoto').slice(-1);
    const { photo } = (answer as { result: { photo: { file_id: string }[] } }).result;
    const { copy } = await sent({ type: 'photo', file: { fileId: photo.at(-1)?.file_id }, spoiler: true, captionAbove: true });
    expect(copy).toMatchObject({ text: 'ann', media: { kind: 'photo', spoiler: true, captionAbove: true } });
  });

  it('that Telegram cannot fetch fails by a name of its own', async () => {
    const { message } = await sent({ type: 'document', file: { url: 'http://192.0.2.1/a.pdf' } });
    expect(message).toMatchObject({ status: 'failed', failure: { code: 'telegram.file_refused' } });
  });

  it.each([
    ['two sources', { type: 'photo', file: { url: 'https://example.org/a.png', fileId: 'AgAD' } }, 'file'],
    ['no source', { type: 'photo', file: {} }, 'file'],
    ['no file', { type: 'photo', caption: 'none' }, 'file'],
    ['a list of files', { type: 'photo', file: [{ url: 'https://example.org/a.png' }] }, 'file'],
    ['an address of another kind', { type: 'photo', file: { url: 'file:///etc/passwd' } }, 'file.url'],
    ['a text', { type: 'photo', file: { fileId: 'AgAD' }, text: 'x' }, 'text'],
    ['a caption on a sticker', { type: 'sticker', file: { fileId: 'AgAD' }, caption: 'x' }, 'caption'],
    ['one item', { type: 'media_group', items: [{ type: 'photo', file: { fileId: 'AgAD' } }] }, 'items'],
    [
      'a mixed group',
      { type: 'media_group', items: ['photo', 'document'].map((type) => ({ type, file: { fileId: 'AgAD' } })) },
      'items',
    ],
    [
      'buttons under an album',
      {
        type: 'media_group',
        items: ['a', 'b'].map((fileId) => ({ type: 'photo', file: { fileId } })),
        keyboard: { inline: [[{ text: 'x', callbackData: 'y' }]] },
      },
      'keyboard',
    ],
    [
      'a hidden document',
      { type: 'media_group', items: ['a', 'b'].map((fileId) => ({ type: 'document', file: { fileId }, spoiler: true })) },
      'items',
    ],
    ['no coordinates', { type: 'location', latitude: 12 }, 'longitude'],
    ['coordinates beyond the pole', { type: 'location', latitude: 91, longitude: 0 }, 'latitude'],
    ['a contact without a number', { type: 'contact', firstName: 'Bo' }, 'phoneNumber'],
  ])('or another content with %s is refused, and the field is named', async (_, body, field) => {
    await refused(body, 400, 'request.malformed', field);
  });

  it('has a caption that fits', async () => {
    const file = { url: address('c.png') };
    await refused({ type: 'photo', file, caption: 'x'.repeat(1_021) }, 422, 'messaging.caption_too_long', 'caption');
    expect((await sent({ type: 'photo', file, caption: 'x'.repeat(1_020) })).message.status).toBe('sent');
    const marked = { caption: `<b>${'x'.repeat(1_020)}</b>`, parseMode: 'HTML' };
    expect((await sent({ type: 'photo', file, ...marked })).message).toMatchObject({ status: 'sent', formattingDropped: false });
  });
});

describe('what has no caption', () => {
  it('comes behind its heading, and both are one message', async () => {
    const { message, copies } = await sent({ type: 'location', latitude: 52.5, longitude: 13.4, silent: true });
    expect(message).toMatchObject({ status: 'sent', attempt: 2, attempts: [{ outcome: 'sent' }, { outcome: 'sent' }] });
    expect(copies).toMatchObject([{ text: 'ann:' }, { location: { latitude: 52.5, longitude: 13.4 } }]);
  });

  it('is a contact as well', async () => {
    const { copies } = await sent({ type: 'contact', phoneNumber: '+49 30 123456', firstName: 'Bo', lastName: 'Li' });
    expect(copies[1]).toMatchObject({ contact: { firstName: 'Bo', lastName: 'Li' } });
  });
});

describe('a media group', () => {
  it('is one album, headed in its first caption', async () => {
    const items = ['one', 'two'].map((caption) => ({ type: 'photo', file: { url: address(`${caption}.png`) }, caption }));
    const { message, copies } = await sent({ type: 'media_group', items });
    expect(message).toMatchObject({ status: 'sent', text: 'one\ntwo' });
    expect(copies.map(({ text }) => text)).toEqual(['ann\none', 'two']);
    expect(new Set(copies.map(({ media }) => media?.groupId)).size).toBe(1);
  });

  it('with formatting that cannot be read goes without it, and says so', async () => {
    const items = ['<b>one', 'two'].map((caption) => ({
      type: 'photo',
      file: { url: address('x.png') },
      caption,
      parseMode: 'HTML',
    }));
    const { message, copies } = await sent({ type: 'media_group', items });
    expect(message).toMatchObject({ status: 'sent', formattingDropped: true });
    expect(copies[0]?.text).toBe('ann\n<b>one');
  });
});

describe('a long text', () => {
  const paragraphs = Array.from({ length: 30 }, (_, i) => `Paragraph ${String(i)}: ${'word '.repeat(60)}end.`);

  it('becomes as many messages as it takes, divided between paragraphs', async () => {
    const { message, copies } = await sent({ text: paragraphs.join('\n\n'), replyTo: { telegramMessageId: '1' } });
    expect(message).toMatchObject({
      status: 'sent',
      type: 'text',
      possibleDuplicate: false,
      attempts: copies.map(() => ({ outcome: 'sent' })),
    });
    expect(copies.length).toBeGreaterThan(2);
    expect(copies.map(({ text }) => text).join('\n\n')).toBe(`ann\n${paragraphs.join('\n\n')}`);
    expect(copies.map(({ text }) => /^(ann\n)?Paragraph \d+: /.test(text) && text.endsWith('end.'))).not.toContain(false);
  });

  it('keeps its formatting, the reply at its beginning and the buttons at its end', async () => {
    const before = await sent({ text: 'the question' });
    const { copies } = await sent({
      text: `<i>${'slanted '.repeat(1_000)}</i>`,
      ...{ parseMode: 'HTML', replyTo: { messageId: before.message.id } },
      keyboard: { inline: [[{ text: 'more', url: 'https://example.org/' }]] },
    });
    expect(copies.length).toBe(2);
    for (const { entities } of copies) expect(entities).toEqual(including([having({ type: 'italic' })]));
    expect(copies.map(({ replyTo }) => replyTo)).toEqual([Number(before.message.telegramMessageId), undefined]);
    expect(copies.map(({ replyMarkup }) => replyMarkup !== undefined)).toEqual([false, true]);
  });

  it('is refused if its sender wants that', () =>
    refused({ text: paragraphs.join('\n'), overflow: 'refuse' }, 422, 'messaging.text_too_long', 'text'));

  it('goes on with the part whose answer was lost, and sends only that one twice', async () => {
    chappe.telegram.fault({ on: { method: 'sendMessage', chatId: chat.person.id }, do: 'dropAfter', after: 1, times: 1 });
    const { message } = await sent({ text: paragraphs.join('\n\n') });
    chappe.telegram.clearFaults();
    expect(message).toMatchObject({ status: 'sent', possibleDuplicate: true });
    const arrived = chat.person.messages(chappe.bot).filter(({ messageId }) => messageId >= Number(message.telegramMessageId));
    expect(arrived.length).toBe(message.telegramMessageIds.length + 1);
  });
});

it('a closed topic is named as what it is', async () => {
  chappe.telegram.fault({
    on: { method: 'sendMessage', chatId: chat.person.id },
    do: { error: [400, 'Bad Request: TOPIC_CLOSED'] },
    times: 1,
  });
  const { message } = await sent({ text: 'into the void' });
  expect(message).toMatchObject({
    status: 'failed',
    failure: { code: 'telegram.topic_closed', detail: containing('TOPIC_CLOSED') },
  });
});
