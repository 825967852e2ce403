import type { TestAccount, TestChappe } from '../../support/chappe';
import { containing, having, including } from '../../support/like';
import { correspondence, Messages, unpaced, type MessageView, type PairedPerson } from '../../support/messages';
import { OwnedBots } from '../../support/owned-bots';
import { expectRefused, sendAndSee, type Expected, type Sent } from '../../support/sent';
import { Uploads } from '../../support/uploads';
import { waitFor } from '../../support/wait-for';

let chappe: TestChappe;
let ann: TestAccount;
/** A chat with the bot that speaks for everybody: what ann sends there is headed `ann`. */
let chat: PairedPerson;
let file: { uploadId: string };

const HTML = { parseMode: 'HTML' };
const LINK = `https://example.org/${'x'.repeat(280)}`;
const bold = (count: number): string => Array.from({ length: count }, (_, i) => `<b>${String(i)}</b>`).join('\n');
const links = (count: number): string => `<a href="${LINK}">link</a> `.repeat(count);

beforeAll(async () => {
  ({ chappe, ann, chat } = await correspondence());
  file = { uploadId: (await new Uploads(chappe.api, chat.botToken).send('contents')).id };
  await unpaced(chappe);
});

afterAll(() => chappe.stop());

const sent = (body: Record<string, unknown>): Promise<Sent> => sendAndSee(chappe, chat, body);
const refused = (...expected: Expected): Promise<void> => expectRefused(chat, ...expected);
const entitiesOf = ({ copies }: Sent, type: string): number =>
  copies.flatMap(({ entities }) => entities).filter((entity) => entity.type === type).length;

/** The calls that a message was, as Telegram got them. */
function callsOf({ copies }: Sent, method = 'sendMessage'): Record<string, unknown>[] {
  const made = new Set(copies.map(({ callId }) => callId));
  return chappe.telegram.callsOf(method).flatMap(({ seq, params }) => (made.has(seq) ? [params] : []));
}

async function edited(id: string, body: object): Promise<MessageView> {
  const answer = await chappe.api.post(`messages/${id}/edit`, body, { token: chat.botToken });
  if (answer.status !== 202) throw new Error(answer.text);
  return chat.messages.ended(String(answer.body.id));
}

async function expectEditRefused(id: string, body: object, code: string): Promise<void> {
  const answer = await chappe.api.post(`messages/${id}/edit`, body, { token: chat.botToken });
  expect(answer).toMatchObject({ status: 422, body: { code, errors: [{ field: 'text' }] } });
}

describe('formatting that cannot be read', () => {
  const text = `<b>Disk</b> full<br>${'word '.repeat(1_000)}`;

  it('makes a long text several messages of plain text, which says so', async () => {
    const { message, copies } = await sent({ text, ...HTML, formattingFallback: 'plain' });
    expect(message).toMatchObject({ status: 'sent', formattingDropped: true, possibleDuplicate: false });
    expect(copies).toHaveLength(2);
    expect(copies.map((one) => one.text).join(' ')).toBe(`ann\n${text.trim()}`);
  });

  it('does so by default, also where only the markup makes the text long', async () => {
    const marked = `${'<i>visible words</i> <b></b>'.repeat(160)}<br>`;
    const { message, copies } = await sent({ text: marked, ...HTML });
    expect(message).toMatchObject({ status: 'sent', formattingDropped: true });
    expect(copies.map((one) => one.text).join(' ')).toBe(`ann\n${marked}`);
  });

  it('is refused in a long text if its sender forbids plain text, or division', async () => {
    const fault = ['messaging.formatting_broken', 'text'] as const;
    await refused({ text, ...HTML, formattingFallback: 'fail' }, 422, ...fault);
    await refused({ text, ...HTML, overflow: 'refuse' }, 422, ...fault);
    const answer = await chat.messages.post({ text, ...HTML, formattingFallback: 'fail' });
    expect(answer.body.detail).toEqual(containing('Unsupported start tag "br" at byte offset 16'));
  });

  it('is named where a caption or an edit would be too long as plain text', async () => {
    const caption = `${'<i>x</i>'.repeat(200)}<br>`;
    await refused({ type: 'document', file, caption, ...HTML }, 422, 'messaging.formatting_broken', 'caption');
    const item = { type: 'document', file };
    const items = [item, { ...item, caption, ...HTML }];
    await refused({ type: 'media_group', items }, 422, 'messaging.formatting_broken', 'items.1.caption');
    const { message } = await sent({ text: 'first' });
    await expectEditRefused(message.id, { text, ...HTML }, 'messaging.formatting_broken');
  });

  it('makes a short caption plain text', async () => {
    const { message, copy } = await sent({ type: 'document', file, caption: 'full<br>', ...HTML });
    expect(message).toMatchObject({ status: 'sent', formattingDropped: true });
    expect(copy?.text).toBe('ann\nfull<br>');
  });
});

describe('more formatting than Telegram takes in a message', () => {
  it('makes a short text several messages, in which all of it is kept', async () => {
    const many = await sent({ text: bold(210), ...HTML });
    expect(many.message).toMatchObject({ status: 'sent', formattingDropped: false });
    expect(many.copies.length).toBeGreaterThan(2);
    expect(many.copies.filter(({ entities }) => entities.length > 100)).toEqual([]);
    expect(entitiesOf(many, 'bold')).toBe(211); // with the heading
  });

  it('is refused if the text must stay one message', () =>
    refused({ text: bold(110), ...HTML, overflow: 'refuse' }, 422, 'messaging.too_many_entities', 'text'));

  it('is also formatting with long addresses', async () => {
    const many = await sent({ text: links(100), ...HTML });
    expect(many.message).toMatchObject({ status: 'sent', formattingDropped: false });
    expect(many.copies.length).toBeGreaterThan(3);
    expect(entitiesOf(many, 'text_link')).toBe(100);
  });

  it('is cut in a caption, which says so, unless the sender forbids it', async () => {
    const document = { type: 'document', file, caption: bold(110), ...HTML };
    const cut = await sent(document);
    expect(cut.message).toMatchObject({ status: 'sent', formattingDropped: true, attempt: 1 });
    expect(callsOf(cut, 'sendDocument')).toEqual([having({ caption: `ann\n${bold(110).replace(/<.*?>/g, '')}` })]);
    expect(entitiesOf(cut, 'bold')).toBe(100);
    await refused({ ...document, formattingFallback: 'fail' }, 422, 'messaging.too_many_entities', 'caption');
  });

  it('is cut in the captions of an album, each by itself', async () => {
    const item = { type: 'document', file };
    const captions = [`<i>short</i>`, bold(110), '<u>never closed'];
    const items = captions.map((caption) => ({ ...item, caption, ...HTML }));
    const cut = await sent({ type: 'media_group', items });
    expect(cut.message).toMatchObject({ status: 'sent', formattingDropped: true, attempt: 1 });
    expect(cut.copies.map(({ entities }) => entities.length)).toEqual([2, 100, 0]);
    expect(cut.copies.map(({ text }) => text.slice(0, 10))).toEqual(['ann\nshort', '0\n1\n2\n3\n4\n', '<u>never c']);
    const fallback = { formattingFallback: 'fail' };
    await refused({ type: 'media_group', items, ...fallback }, 422, 'messaging.too_many_entities', 'items.1.caption');
  });

  it('is cut in an edit, which says so, unless the sender forbids it', async () => {
    const { message } = await sent({ text: 'first' });
    expect(await edited(message.id, { text: bold(110), ...HTML })).toMatchObject({ status: 'sent', formattingDropped: true });
    const seen = chat.person.message(chappe.bot, Number(message.telegramMessageId));
    expect(seen.entities).toHaveLength(100);
    expect(seen.text).toMatch(/^ann\n0\n1\n[^<]*\n109$/);
    await expectEditRefused(message.id, { text: bold(110), ...HTML, formattingFallback: 'fail' }, 'messaging.too_many_entities');
  });

  it('leaves a text that was read here one message, which can be edited', async () => {
    const { message, copies } = await sent({ text: `<b>all</b> ${'&#128512;'.repeat(4_000)}`, ...HTML });
    expect(message).toMatchObject({ status: 'sent', formattingDropped: false });
    expect(copies).toMatchObject([{ text: `ann\nall ${'😀'.repeat(4_000)}`, entities: [{ type: 'bold' }, { type: 'bold' }] }]);
    expect(await edited(message.id, { text: 'archived' })).toMatchObject({ status: 'sent' });
  });

  it('is plain text when one address alone is too long', async () => {
    const { message, copies } = await sent({ text: `<a href="${LINK.repeat(40)}">build</a> is done`, ...HTML });
    expect(message).toMatchObject({ status: 'sent', formattingDropped: true });
    expect(copies.map(({ text }) => text)).toEqual(['ann\nbuild is done']);
  });

  it('is plain text once more when Telegram finds it too much', async () => {
    const fault = { error: [400, 'Bad Request: ENTITIES_TOO_LONG'] as const };
    chappe.telegram.fault({ on: { method: 'sendMessage', chatId: chat.person.id }, do: { error: [...fault.error] }, times: 1 });
    const { message, copy } = await sent({ text: '<b>Disk</b> &lt;full&gt;', ...HTML });
    expect(message).toMatchObject({ status: 'sent', formattingDropped: true });
    expect(copy?.text).toBe('ann\nDisk <full>');
  });

  it('is refused before it is divided if it would be more than 40 messages', async () => {
    await refused({ text: '<code>a</code> '.repeat(5_200), ...HTML }, 422, 'messaging.too_many_parts', 'text');
    await refused({ text: '`a`*b*'.repeat(13_000), parseMode: 'MarkdownV2' }, 422, 'messaging.too_many_parts', 'text');
  });

  it('is no more than Telegram makes of it: styles that touch are one', async () => {
    const { message, copies } = await sent({ text: '*_a_*'.repeat(15_900), parseMode: 'MarkdownV2' });
    expect(message).toMatchObject({ status: 'sent', formattingDropped: false });
    expect(copies).toHaveLength(4);
  });
});

describe('what newer Telegrams read', () => {
  it.each([
    ['HTML', '<tg-time unix="1647531900" format="t">22:45</tg-time>', 'date_time'],
    ['HTML', '<a href="https://jenkins.example.org/job/My Job/1">22:45</a>', 'text_link'],
    ['MarkdownV2', '![22:45](tg://time?unix=1647531900)', 'date_time'],
    ['MarkdownV2', '>> 22:45', 'blockquote'],
  ])('is kept in short and in long texts, in %s: %s', async (parseMode, text, type) => {
    for (const rest of ['', ` ${'word '.repeat(1_000)}`]) {
      const whole = await sent({ text: `${text}${rest}`, parseMode });
      expect(whole.message).toMatchObject({ status: 'sent', formattingDropped: false });
      expect(whole.copies[0]?.entities).toEqual(including([having({ type })]));
    }
  });
});

describe('a text in which nothing can be seen', () => {
  const blanks = [
    ' ',
    '\n',
    '\u200b',
    '\u200d\u200e',
    '\u180e',
    '\u2800',
    '\u00a0\u3000',
    '\ufeff',
    '\u{e0020}',
    '\u2028\u202e',
    '\r',
  ];
  const empty = [...blanks, ...blanks.map((blank) => `<b>${blank}</b>`), '<b></b>', '&#8203;', '\u200b'.repeat(5_000)];

  it('is refused at once under a heading', async () => {
    for (const text of empty) await refused({ text, ...HTML }, 422, 'messaging.text_blank', 'text');
    await refused({ text: '\u200b' }, 422, 'messaging.text_blank', 'text');
    await refused({ text: '||\u200b||', parseMode: 'MarkdownV2' }, 422, 'messaging.text_blank', 'text');
  });

  it('is refused at once through a bot of one’s own', async () => {
    const bot = await new OwnedBots(chappe, ann).connect();
    await chat.person.send(bot.telegram, '/start');
    const chatId = await waitFor('the bot to have met the person', async () => {
      const [row] = await chappe.sql.rows<{ id: string }>('select id from chats where bot_id = $1', [bot.id]);
      return row?.id ?? false;
    });
    const own = { ...chat, messages: new Messages(chappe.api, ann.accessToken) };
    for (const text of empty) await expectRefused(own, { chatId, text, ...HTML }, 422, 'messaging.text_blank', 'text');
  });

  it('is refused in an edit, of a text and of a caption', async () => {
    const { message } = await sent({ text: 'first' });
    for (const text of empty) await expectEditRefused(message.id, { text, ...HTML }, 'messaging.text_blank');
    const document = await sent({ type: 'document', file, caption: 'first' });
    await expectEditRefused(document.message.id, { text: '\u200b' }, 'messaging.text_blank');
  });

  it('is no caption', async () => {
    const single = await sent({ type: 'document', file, caption: '<b>\u200b</b>', ...HTML });
    expect(single.copy?.text).toBe('ann');
    const items = ['\u2800', 'seen', '\u200b'].map((caption) => ({ type: 'document', file, caption }));
    const album = await sent({ type: 'media_group', items });
    expect(album.copies.map(({ text }) => text)).toEqual(['ann', 'seen', '']);
  });

  it('is no part of a long text', async () => {
    const shown = ({ copies }: Sent): string[] => copies.map(({ text }) => text.replace(/[\u200b\s]+/gu, ' ').trim());
    expect(shown(await sent({ text: `first ${'\u200b'.repeat(9_000)} last` }))).toEqual(['ann first', 'last']);
    expect(shown(await sent({ text: `${'\u200b'.repeat(9_000)} <b>last</b>`, ...HTML }))).toEqual(['ann last']);
  });
});

describe('the preview of a chosen link', () => {
  const text = 'word '.repeat(2_000);
  const previews = async (linkPreview: object): Promise<unknown[]> =>
    callsOf(await sent({ text, linkPreview })).map(({ link_preview_options: options }) => options);

  it('stands under the first part of a long text only', async () => {
    const url = 'https://example.org/a';
    const off = { is_disabled: true };
    expect(await previews({ url, size: 'small' })).toEqual([{ url, prefer_small_media: true }, off, off]);
  });

  it('is off in all parts if it is to be off, and otherwise as its sender wants it', async () => {
    expect(await previews({ disabled: true })).toEqual(Array.from({ length: 3 }, () => ({ is_disabled: true })));
    expect(await previews({ above: true })).toEqual(Array.from({ length: 3 }, () => ({ show_above_text: true })));
  });
});
