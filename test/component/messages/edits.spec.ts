import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { picture } from '../../../libs/telegram-emulator/src/testing/picture';
import { TestChappe } from '../../support/chappe';
import { OwnedChats } from '../../support/owned-chats';

let chappe: TestChappe;
let chats: OwnedChats;
let web: Server;

beforeAll(async () => {
  chappe = await TestChappe.start();
  chats = await OwnedChats.of(chappe, await chappe.register('ann'));
  web = createServer((_, response) => response.end(picture(20, 10)));
  await new Promise<void>((resolve) => {
    web.listen(0, '127.0.0.1', resolve);
  });
});

afterAll(async () => {
  web.close();
  await chappe.stop();
});

const photo = () => ({
  type: 'photo',
  file: { url: `http://this-machine.test:${String((web.address() as AddressInfo).port)}/a.png` },
});
const BUTTONS = { inline: [[{ text: 'go', url: 'https://example.org/' }]] };

describe('how the first link is shown', () => {
  it('stays as it was through one edit after the other', async () => {
    const { id } = await chats.sent('private', { text: 'https://example.org/a', linkPreview: { disabled: true } });
    for (const text of ['https://example.org/b', `${'<b>b</b> '.repeat(120)}https://example.org/c`]) {
      await chats.edited(id, { text, parseMode: 'HTML' });
      expect(chats.lastCall('editMessageText')).toMatchObject({ link_preview_options: { is_disabled: true } });
    }
  });

  it('is changed by an edit that says so, for the edits after it, too', async () => {
    const { id } = await chats.sent('private', { text: 'https://example.org/a', linkPreview: { disabled: true } });
    await chats.edited(id, { text: 'b', linkPreview: { url: 'https://example.org/b', size: 'large', above: true } });
    await chats.edited(id, { keyboard: BUTTONS });
    await chats.edited(id, { text: 'c' });
    expect(chats.lastCall('editMessageText')).toMatchObject({
      link_preview_options: { url: 'https://example.org/b', prefer_large_media: true, show_above_text: true },
    });
  });

  it('does not belong to a caption, nor the place of a caption to a text', async () => {
    const [{ id: picture }, { id: text }] = [await chats.sent('private', photo()), await chats.sent('private', { text: 'x' })];
    for (const answer of [
      await chats.act(picture, 'edit', { text: 'y', linkPreview: { disabled: true } }),
      await chats.act(text, 'edit', { text: 'y', captionAbove: true }),
    ]) {
      expect(answer).toMatchObject({ status: 400, body: { code: 'request.malformed' } });
    }
  });
});

describe('a caption', () => {
  const above = () => chats.lastCall('editMessageCaption').show_caption_above_media;

  it('stays above through edits, until one puts it below', async () => {
    const { id } = await chats.sent('private', { ...photo(), caption: 'a', captionAbove: true });
    await chats.edited(id, { text: 'b' });
    expect(above()).toBe(true);
    await chats.edited(id, { text: 'c', captionAbove: false });
    await chats.edited(id, { text: 'd' });
    expect(above()).toBe(false);
  });

  it('is taken away by an empty text', async () => {
    const { id, telegramMessageId } = await chats.sent('private', { ...photo(), caption: 'a' });
    expect(await chats.edited(id, { text: '' })).toMatchObject({ status: 'sent' });
    expect(chats.person.message(chats.bot, Number(telegramMessageId))).toMatchObject({ text: '', media: { kind: 'photo' } });
  });
});

it('an empty text in the place of a text is refused', async () => {
  const { id } = await chats.sent('private', { text: 'x' });
  expect(await chats.act(id, 'edit', { text: '' })).toMatchObject({ status: 422, body: { code: 'messaging.text_blank' } });
});

describe('buttons', () => {
  it.each([
    ['a text', () => ({ text: 'x' })],
    ['a photo without caption', photo],
    ['a location', () => ({ type: 'location', latitude: 1, longitude: 2 })],
    ['a contact', () => ({ type: 'contact', phoneNumber: '+4930123456', firstName: 'Bo' })],
    ['a long text, under the last of its messages', () => ({ text: 'long '.repeat(1_000) })],
  ])('are taken away alone from %s', async (_, body) => {
    const { id, telegramMessageIds } = await chats.sent('private', { ...body(), keyboard: BUTTONS });
    const last = () => chats.person.message(chats.bot, Number(telegramMessageIds.at(-1)));
    const before = last();
    expect(before).toHaveProperty('replyMarkup');
    expect(await chats.edited(id, { keyboard: { inline: [] } })).toMatchObject({ status: 'sent' });
    expect(last()).not.toHaveProperty('replyMarkup');
    expect(last().text).toBe(before.text);
  });
});
