import { TestChappe } from '../../support/chappe';
import { containing, having, including, matching } from '../../support/like';
import { OwnedChats } from '../../support/owned-chats';

let chappe: TestChappe;
let chats: OwnedChats;

beforeAll(async () => {
  chappe = await TestChappe.start();
  chats = await OwnedChats.of(chappe, await chappe.register('ann'));
});

afterAll(() => chappe.stop());

const button = (fields: object) => ({ inline: [[{ text: 'open', ...fields }]] });
const key = (fields: object) => ({ reply: [[{ text: 'fine' }], [{ text: 'give', ...fields }]] });

type Refused = readonly ['private' | 'supergroup' | 'channel', object, string, string];

describe('a keyboard that Telegram would refuse', () => {
  it.each<Refused>([
    ['supergroup', button({ webApp: 'https://example.org/' }), 'messaging.button_not_for_chat', 'webApp'],
    ['channel', button({ webApp: 'https://example.org/' }), 'messaging.button_not_for_chat', 'webApp'],
    ['supergroup', key({ requestContact: true }), 'messaging.button_not_for_chat', 'requestContact'],
    ['supergroup', key({ requestLocation: true }), 'messaging.button_not_for_chat', 'requestLocation'],
    ['channel', key({}), 'messaging.keyboard_not_for_channel', 'inline'],
    ['channel', { remove: true }, 'messaging.keyboard_not_for_channel', 'inline'],
    ['channel', { forceReply: true }, 'messaging.keyboard_not_for_channel', 'inline'],
    ['private', button({ url: 'http://grafana:3000/d/1' }), 'messaging.button_url_refused', 'keyboard.inline.0.0.url'],
    ['private', button({ url: 'http://localhost/' }), 'messaging.button_url_refused', 'Wrong HTTP URL'],
    ['private', button({ url: 'https://a^b.example.org/' }), 'request.malformed', ''],
    ['private', button({ url: 'http://example.org:99999/' }), 'request.malformed', ''],
    ['private', button({ webApp: 'https://grafana/' }), 'messaging.button_url_refused', 'keyboard.inline.0.0.webApp'],
  ])('is refused at once in a %s chat: %j', async (kind, keyboard, code, words) => {
    const answer = await chats.post(kind, { text: 'x', keyboard });
    expect(answer).toMatchObject({ status: code === 'request.malformed' ? 400 : 422, body: { code }, text: containing(words) });
  });

  it.each([
    ['private', button({ webApp: 'https://example.org/' })],
    ['private', key({ requestContact: true })],
    ['private', button({ url: 'https://my_host.example.org/a b' })],
    ['private', button({ url: 'http://192.168.1.1:3000/d' })],
    ['private', button({ url: 'tg://user?id=1' })],
    ['supergroup', key({ requestContact: false })],
    ['supergroup', { forceReply: true }],
    ['channel', button({ url: 'https://example.org/' })],
  ] as const)('is not what a %s chat can have: %j', async (kind, keyboard) => {
    expect(await chats.sent(kind, { text: 'x', keyboard })).toMatchObject({ status: 'sent' });
  });

  it('is refused in an edit, too', async () => {
    const { id } = await chats.sent('channel', { text: 'x' });
    for (const keyboard of [button({ webApp: 'https://example.org/' }), button({ url: 'http://grafana:3000/' })]) {
      expect(await chats.act(id, 'edit', { keyboard })).toMatchObject({ status: 422 });
    }
  });
});

describe('General', () => {
  const inGeneral = (method: string) => {
    expect(chats.lastCall(method)).not.toHaveProperty('message_thread_id');
  };

  it('is where a message with topicId 1 goes, whatever it is and whatever it answers', async () => {
    const { id, status, telegramMessageId } = await chats.sent('supergroup', { text: 'x', topicId: 1 });
    expect(status).toBe('sent');
    inGeneral('sendMessage');
    for (const replyTo of [{ messageId: id }, { telegramMessageId }]) {
      expect(await chats.sent('supergroup', { text: 'y', topicId: 1, replyTo })).toMatchObject({ status: 'sent' });
      inGeneral('sendMessage');
    }
    expect(await chats.sent('supergroup', { type: 'location', latitude: 1, longitude: 2, topicId: 1 })).toMatchObject({
      status: 'sent',
    });
    inGeneral('sendLocation');
    expect(await chats.sent('supergroup', { text: 'long '.repeat(1_000), topicId: 1 })).toMatchObject({ status: 'sent' });
    inGeneral('sendMessage');
    expect(await chats.sent('private', { text: 'x', topicId: 1 })).toMatchObject({ status: 'sent' });
  });

  it('is not where a message with another topic goes', async () => {
    const topic = await chats.person.in(chats.places.supergroup).createTopic('Plans');
    await chats.sent('supergroup', { text: 'x', topicId: topic.id });
    expect(chats.lastCall('sendMessage')).toMatchObject({ message_thread_id: topic.id });
  });
});

describe('an edit that Telegram always refuses', () => {
  const contact = { type: 'contact', phoneNumber: '+4930123456', firstName: 'Bo' };
  it.each([
    ['a location', { type: 'location', latitude: 1, longitude: 2 }, 'messaging.target_without_text'],
    ['a contact', contact, 'messaging.target_without_text'],
    ['a text with keys', { text: 'x', keyboard: key({}) }, 'messaging.target_has_keyboard'],
    ['a text that asks for an answer', { text: 'x', keyboard: { forceReply: true } }, 'messaging.target_has_keyboard'],
    ['a text that was sent as a file', { text: 'x '.repeat(4_000), overflow: 'file' }, 'messaging.target_is_file'],
  ])('of %s is refused at once', async (_, body, code) => {
    const { id } = await chats.sent('private', body);
    expect(await chats.act(id, 'edit', { text: 'y' })).toMatchObject({ status: 409, body: { code } });
  });

  it('is one without anything to change: it is malformed', async () => {
    const { id } = await chats.sent('private', { text: 'x' });
    for (const [body, field] of [
      [{}, 'text'],
      [{ parseMode: 'HTML' }, 'text'],
      [{ keyboard: { inline: [] }, linkPreview: { disabled: true } }, 'linkPreview'],
      [{ text: 'y', captionAbove: true }, 'captionAbove'],
    ] as const) {
      const answer = await chats.act(id, 'edit', body);
      expect(answer).toMatchObject({ status: 400, body: { code: 'request.malformed', errors: including([having({ field })]) } });
    }
  });
});

describe('an address', () => {
  const file = (url: string) => ({ type: 'document', file: { url } });

  it.each([
    ...['http://127.0.0.1:5432/a.png', 'http://0x7f.1/a.png', 'http://2130706433/a.png', 'http://[::ffff:10.0.0.1]/a.png'],
    ...['http://localhost/a.png', 'http://printer.local/a.png', 'http://10-0-0-1.nip.io/a.png', 'http://a:b@example.org/a.png'],
    ...['http://169.254.169.254/latest', 'http://example.org@127.0.0.1/a.png'],
  ])('inside of the installation is not fetched by its own Bot API server: %s', async (url) => {
    const item = { type: 'document', file: { url } };
    const answer = await chats.post('private', file(url));
    expect(answer).toMatchObject({ status: 422, body: { code: 'messaging.address_internal', errors: [{ field: 'file.url' }] } });
    const album = await chats.post('private', { type: 'media_group', items: [{ ...item, file: { fileId: 'AgAD' } }, item] });
    expect(album).toMatchObject({ status: 422, body: { errors: [{ field: 'items.1.file.url' }] } });
  });

  it.each([
    ['http://my_bucket.files.test/a.pdf', 'http://my_bucket.files.test/a.pdf'],
    ['http://minio:9000/a.pdf', 'http://minio:9000/a.pdf'],
    ['http://files.test\\@127.0.0.1/a.pdf', 'http://files.test/@127.0.0.1/a.pdf'],
  ])('goes on as it was understood: %s', async (url, understood) => {
    expect(await chats.sent('private', file(url))).toMatchObject({ failure: { code: 'telegram.file_refused' } });
    expect(chats.lastCall('sendDocument')).toMatchObject({ document: understood });
  });

  it.each([
    ['http://minio/a', 'messaging.address_refused', 'file id'],
    ['ftp://example.org/a.pdf', 'request.malformed', 'http:// or https://'],
    ['nothing', 'request.malformed', 'https://example.org/file.pdf'],
  ])('that cannot be fetched is refused, and says what would be right: %s', async (url, code, words) => {
    expect(await chats.post('private', file(url))).toMatchObject({ body: { code }, text: containing(words) });
  });

  it('of a preview may have any host: nobody here fetches it', async () => {
    const linkPreview = { url: 'http://grafana_1:3000/d' };
    expect(await chats.sent('private', { text: 'x', linkPreview })).toMatchObject({ status: 'sent' });
    expect(chats.lastCall('sendMessage')).toMatchObject({ link_preview_options: linkPreview });
  });
});

describe('words of a refusal', () => {
  it('speak of a heading only where there is one', async () => {
    const text = 'x'.repeat(4_097);
    expect((await chats.post('private', { text, overflow: 'refuse' })).text).not.toMatch(/heading/);
    const file = { fileId: 'AgAD' };
    expect((await chats.post('private', { type: 'photo', file, caption: text })).text).not.toMatch(/heading/);
  });

  it.each([
    [{ replyTo: { telegramMessageId: 5 } }, /string of digits/],
    [{ chatId: '@acme_news' }, /GET chats/],
    [{ keyboard: button({ callbackData: 'x'.repeat(63) }) }, /at most 62 bytes: Telegram takes 64/],
  ])('say what is right: %j', async (body, words) => {
    expect(await chats.post('private', { text: 'x', ...body })).toMatchObject({ status: 400, text: matching(words) });
  });
});
