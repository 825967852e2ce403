import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { picture } from '../../../libs/telegram-emulator/src/testing/picture';
import type { TestChappe } from '../../support/chappe';
import { containing } from '../../support/like';
import { correspondence, unpaced, type PairedPerson } from '../../support/messages';
import { expectRefused, sendAndSee, type Sent } from '../../support/sent';
import { Uploads } from '../../support/uploads';

let chappe: TestChappe;
let chat: PairedPerson;
let web: Server;

beforeAll(async () => {
  ({ chappe, chat } = await correspondence());
  await unpaced(chappe);
  web = createServer((_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end(picture(20, 10)));
  await new Promise<void>((resolve) => {
    web.listen(0, '127.0.0.1', resolve);
  });
});

afterAll(async () => {
  web.close();
  await chappe.stop();
});

const sent = (body: Record<string, unknown>): Promise<Sent> => sendAndSee(chappe, chat, body);
const upload = async (bytes: Buffer, name = 'a.png') => ({
  uploadId: (await new Uploads(chappe.api, chat.botToken).send(bytes, name)).id,
});
const refusing = (method: string, words: string) =>
  chappe.telegram.fault({ on: { method, chatId: chat.person.id }, do: { error: [400, `Bad Request: ${words}`] }, times: 1 });

/** Twenty times as long as it is high is the most that Telegram takes. */
const LONG = picture(2_100, 100);
const HEAVY = Buffer.concat([picture(10, 10), Buffer.alloc(10 * 1024 * 1024)]);

describe('a photo that Telegram does not take as one', () => {
  it('goes once more as a document, and says so', async () => {
    const { message, copy } = await sent({
      type: 'photo',
      file: await upload(LONG),
      caption: 'wide',
      spoiler: true,
      captionAbove: true,
    });
    expect(message).toMatchObject({
      status: 'sent',
      type: 'photo',
      sentAsDocument: true,
      possibleDuplicate: false,
      attempts: [{ outcome: 'refused', detail: containing('PHOTO_INVALID_DIMENSIONS') }, { outcome: 'sent' }],
    });
    expect(copy).toMatchObject({ text: 'ann\nwide', media: { kind: 'document', name: 'a.png' } });
  });

  it('is no photo at all: it goes as a document, too', async () => {
    const { message, copy } = await sent({ type: 'photo', file: await upload(Buffer.from('no picture')) });
    expect([message.sentAsDocument, copy?.media?.kind]).toEqual([true, 'document']);
  });

  it('is too heavy for one: it goes as a document at once', async () => {
    const { message, copy } = await sent({ type: 'photo', file: await upload(HEAVY) });
    expect(message).toMatchObject({ status: 'sent', attempt: 1, sentAsDocument: true });
    expect(copy?.media?.kind).toBe('document');
  });

  it('goes by its address again', async () => {
    refusing('sendPhoto', 'PHOTO_SAVE_FILE_INVALID');
    const url = `http://this-machine.test:${String((web.address() as AddressInfo).port)}/a.png`;
    expect((await sent({ type: 'photo', file: { url } })).message).toMatchObject({ status: 'sent', sentAsDocument: true });
  });

  it('takes its album along: all of it goes as documents', async () => {
    const items = [
      { type: 'photo', file: await upload(LONG), caption: 'one', spoiler: true },
      { type: 'video', file: await upload(Buffer.from('film'), 'b.mp4'), caption: 'two' },
    ];
    const { message, copies } = await sent({ type: 'media_group', items });
    expect(message).toMatchObject({ status: 'sent', sentAsDocument: true });
    expect(copies.map(({ text, media }) => [text, media?.kind])).toEqual([
      ['ann\none', 'document'],
      ['two', 'document'],
    ]);
  });

  it('fails if its sender wants that, by a code of its own', async () => {
    const photo = { type: 'photo', file: await upload(LONG), photoFallback: 'fail' };
    const { message } = await sent(photo);
    expect(message).toMatchObject({ status: 'failed', sentAsDocument: false, failure: { code: 'telegram.photo_dimensions' } });
    await expectRefused(chat, { ...photo, file: await upload(HEAVY) }, 422, 'messaging.photo_too_large');
    await expectRefused(chat, { text: 'x', photoFallback: 'fail' }, 400, 'request.malformed', 'photoFallback');
  });

  it('has an id at Telegram already: it stays what it is', async () => {
    refusing('sendPhoto', 'PHOTO_INVALID_DIMENSIONS');
    expect((await sent({ type: 'photo', file: { fileId: 'AgAD' } })).message).toMatchObject({
      status: 'failed',
      sentAsDocument: false,
    });
  });

  it('is sent once more by hand as what it became', async () => {
    refusing('sendDocument', 'nonsense');
    const { message } = await sent({ type: 'photo', file: await upload(LONG) });
    expect(message).toMatchObject({ status: 'failed', sentAsDocument: true });
    const answer = await chappe.api.post(`messages/${message.id}/resend`, {}, { token: chat.botToken });
    expect(await chat.messages.ended(String(answer.body.id))).toMatchObject({ status: 'sent', sentAsDocument: true, attempt: 1 });
  });
});

describe('a text that is cut', () => {
  const cut = (body: Record<string, unknown>) => sent({ overflow: 'truncate', ...body });

  it('fills one message to the last character, with a note at its end, and says so', async () => {
    const { message, copies } = await cut({ text: 'x'.repeat(5_000) });
    expect(message).toMatchObject({ status: 'sent', truncated: true, formattingDropped: false, text: 'x'.repeat(5_000) });
    expect(copies.map(({ text }) => text)).toEqual([`ann\n${'x'.repeat(4_085)}… [cut]`]);
  });

  it.each(['👨‍👩‍👧‍👦', '🇩🇪', 'n\u0303\u0301', '😀'])('is not cut within %s', async (character) => {
    const { copy } = await cut({ text: character.repeat(5_000) });
    const text = copy?.text.replace(/^ann\n|… \[cut\]$/g, '') ?? '';
    expect(text).toBe(character.repeat(text.length / character.length));
    expect([...(copy?.text ?? '')].length).toBeLessThanOrEqual(4_096);
  });

  it('keeps its formatting up to there', async () => {
    const { copy } = await cut({ text: `<i>${'word '.repeat(1_000)}</i>`, parseMode: 'HTML' });
    const slanted = copy?.entities.find(({ type }) => type === 'italic');
    expect(slanted?.length).toBe((copy?.text.length ?? 0) - 'ann\n… [cut]'.length);
  });

  it('is whole when it fits, and when only its formatting is too much', async () => {
    expect((await cut({ text: 'x'.repeat(4_092) })).message).toMatchObject({ truncated: false });
    const { message, copies } = await cut({ text: '<b>x</b>\n'.repeat(110), parseMode: 'HTML' });
    expect(message).toMatchObject({ truncated: false, formattingDropped: true });
    expect(copies).toHaveLength(1);
  });

  it('that cannot be read is cut as plain text, unless its sender forbids that', async () => {
    const broken = { text: `<b>x<br>${'word '.repeat(1_000)}`, parseMode: 'HTML', overflow: 'truncate' };
    expect((await sent(broken)).message).toMatchObject({ status: 'sent', truncated: true, formattingDropped: true });
    await expectRefused(chat, { ...broken, formattingFallback: 'fail' }, 422, 'messaging.formatting_broken', 'text');
  });
});

describe('a caption that goes on', () => {
  const long = Array.from({ length: 120 }, (_, i) => `Paragraph ${String(i)} ${'word '.repeat(10)}end.`).join('\n\n');
  const photo = async () => ({ type: 'photo', file: await upload(picture(20, 10)), captionOverflow: 'continue' });

  it('stands beside the file as far as there is room, and behind it in texts', async () => {
    const before = await sent({ text: 'the question' });
    const keyboard = { inline: [[{ text: 'more', url: 'https://example.org/' }]] };
    const body = { ...(await photo()), caption: `<i>${long}</i>`, parseMode: 'HTML', keyboard, captionAbove: true };
    const { message, copies } = await sent({ ...body, replyTo: { messageId: before.message.id } });
    expect(message).toMatchObject({ status: 'sent', type: 'photo', attempt: copies.length, formattingDropped: false });
    expect(copies.length).toBeGreaterThan(2);
    expect(copies.map(({ media }) => media?.kind)).toEqual(['photo', ...copies.slice(1).map(() => undefined)]);
    expect(copies[0]?.media).toMatchObject({ captionAbove: true });
    expect(copies.map(({ text }) => text).join('\n\n')).toBe(`ann\n${long}`);
    expect([...(copies[0]?.text ?? '')].length).toBeLessThanOrEqual(1_024);
    expect(copies.every(({ entities }) => entities.some(({ type }) => type === 'italic'))).toBe(true);
    expect(copies.map(({ replyTo }) => replyTo !== undefined)).toEqual([true, ...copies.slice(1).map(() => false)]);
    expect(copies.map(({ replyMarkup }) => replyMarkup !== undefined)).toEqual([...copies.slice(1).map(() => false), true]);
  });

  it('goes on with the part whose answer was lost, and sends no file twice', async () => {
    chappe.telegram.fault({ on: { method: 'sendMessage', chatId: chat.person.id }, do: 'dropAfter', times: 1 });
    const files = chappe.telegram.callsOf('sendPhoto').length;
    const { message } = await sent({ ...(await photo()), caption: long });
    expect(message).toMatchObject({ status: 'sent', possibleDuplicate: true });
    expect(chappe.telegram.callsOf('sendPhoto').length).toBe(files + 1);
  });

  it('goes on behind a document that was to be a photo', async () => {
    const { message, copies } = await sent({ ...(await photo()), file: await upload(LONG), caption: long });
    expect(message).toMatchObject({ status: 'sent', sentAsDocument: true });
    expect(copies[0]?.media?.kind).toBe('document');
    expect(copies.map(({ text }) => text).join('\n\n')).toBe(`ann\n${long}`);
  });

  it('is one message when it fits', async () => {
    expect((await sent({ ...(await photo()), caption: 'short' })).message).toMatchObject({ status: 'sent', attempt: 1 });
  });

  it('is refused unless its sender wants that', async () => {
    await expectRefused(
      chat,
      { ...(await photo()), captionOverflow: 'refuse', caption: long },
      422,
      'messaging.caption_too_long',
    );
    await expectRefused(
      chat,
      { ...(await photo()), captionOverflow: undefined, caption: long },
      422,
      'messaging.caption_too_long',
    );
  });
});
