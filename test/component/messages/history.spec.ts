import { MessageRetention } from '../../../libs/messaging/src/message-retention.repository';
import { SelfAuditRepository } from '../../../libs/messaging/src/self-audit.repository';
import { Metrics } from '@app/platform';
import { OwnedBots } from '../../support/owned-bots';
import { TestChappe, type TestAccount } from '../../support/chappe';
import { pairedPerson, unpaced, type MessageView, type PairedPerson } from '../../support/messages';
import { waitFor } from '../../support/wait-for';

let chappe: TestChappe;
let ann: TestAccount;
let chat: PairedPerson;
let other: PairedPerson;

beforeAll(async () => {
  chappe = await TestChappe.start();
  ann = await chappe.register('ann');
  [chat, other] = [await pairedPerson(chappe, ann, 'reader'), await pairedPerson(chappe, ann, 'other')];
  await unpaced(chappe);
});

afterAll(async () => {
  await chappe.stop();
});

const say = async (text: string, from = chat): Promise<MessageView> => await from.messages.ended(await from.messages.send(text));

/** The texts of the account's messages that are found, newest first. */
async function found(query: Record<string, string>): Promise<string[]> {
  const answer = await chappe.api.get<{ items: MessageView[] }>(`messages?${new URLSearchParams(query).toString()}`, {
    token: ann.accessToken,
  });
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body.items.map(({ text }) => text);
}

const audit = () => chappe.app.get(SelfAuditRepository, { strict: false }).audit();

describe('the history', () => {
  beforeAll(async () => {
    await say('Order 4711 has left the house');
    await say('Order 4712 is late: Ärger im Lager');
    await say('Nothing of note', other);
    chappe.telegram.fault({
      on: { method: 'sendMessage', chatId: chat.person.id },
      do: { error: [400, 'Bad Request: no'] },
      times: 1,
    });
    await say('Order 4713 was refused');
  });

  it.each([
    [{ text: 'order' }, ['Order 4713 was refused', 'Order 4712 is late: Ärger im Lager', 'Order 4711 has left the house']],
    [{ text: '4712 ORD' }, ['Order 4712 is late: Ärger im Lager']],
    [{ text: 'ärg' }, ['Order 4712 is late: Ärger im Lager']],
    [
      { text: `order' | !:*&()<->` },
      ['Order 4713 was refused', 'Order 4712 is late: Ärger im Lager', 'Order 4711 has left the house'],
    ],
    [{ text: '—!—' }, []],
    [{ text: 'rder' }, []],
    [{ status: 'failed' }, ['Order 4713 was refused']],
    [{ status: 'failed', text: 'late' }, []],
    [{ type: 'photo' }, []],
    [{ from: '2999-01-01T00:00:00Z' }, []],
    [{ to: '2001-01-01T00:00:00Z' }, []],
  ])('%p finds %p', async (query, texts) => {
    expect(await found(query as unknown as Record<string, string>)).toEqual(texts);
  });

  it('is searched by chat and by time', async () => {
    expect(await found({ chatId: other.chatId })).toEqual(['Nothing of note']);
    const { createdAt } = await say('the last');
    expect(await found({ from: createdAt })).toEqual(['the last']);
    expect(await found({ from: createdAt, to: createdAt })).toEqual([]);
  });

  it('is searched from end to end, page by page: what has ended, what waits, and nothing of others', async () => {
    const bob = await chappe.register('bob');
    const foreign = await pairedPerson(chappe, bob, 'foreign');
    await say('needle of bob', foreign);
    const needle = `insert into messages (id, bot_id, chat_id, account_id, priority, method, type, text, scheduled, send_at)
      select (lpad(to_hex(1000 * n), 12, '0') || '70008000' || lpad('1', 12, '0'))::uuid, bot_id, id, account_id, 1, 'sendMessage', 'text',
        case when n % 1100 = 0 then 'Needle ' else 'Straw ' end || n, true, 'infinity'
      from generate_series(1, 3500) n, chats where chats.id = $1`;
    await chappe.sql.rows(needle, [chat.chatId]);
    await chappe.sql.rows(
      `update messages set status = 'sent', scheduled = false, send_at = null, settled_at = now() where text ~ '^(Needle|Straw) '`,
    );
    const sendAt = new Date(Date.now() + 3_600_000).toISOString();
    for (const later of [other, chat]) await later.messages.send('Needle of later', { sendAt });
    expect(await found({ text: 'needle' })).toEqual([
      'Needle of later',
      'Needle of later',
      'Needle 3300',
      'Needle 2200',
      'Needle 1100',
    ]);
    expect(await found({ text: 'needle', chatId: other.chatId })).toEqual(['Needle of later']);
    expect(await found({ text: 'needle', status: 'sent' })).toEqual(['Needle 3300', 'Needle 2200', 'Needle 1100']);
    const page = async (place: object): Promise<{ items: MessageView[]; nextCursor: string | null }> => {
      const query = new URLSearchParams({ text: 'needle', limit: '2', ...place }).toString();
      return (await chappe.api.get<Awaited<ReturnType<typeof page>>>(`messages?${query}`, { token: ann.accessToken })).body;
    };
    const pages: string[][] = [];
    for (let place: object | null = {}; place && pages.length < 9;) {
      const { items, nextCursor }: Awaited<ReturnType<typeof page>> = await page(place);
      pages.push(items.map(({ text }) => text));
      place = nextCursor === null ? null : { cursor: nextCursor };
    }
    expect(pages).toEqual([['Needle of later', 'Needle of later'], ['Needle 3300', 'Needle 2200'], ['Needle 1100']]);
  });

  it('is a file on demand', async () => {
    const { text } = await chappe.api.get('messages?format=csv&status=failed', { token: ann.accessToken });
    expect(text.split('\r\n')[1]).toContain('Order 4713 was refused');
  });

  it.each([['status=lost'], ['chatId=1'], ['from=yesterday'], ['text='], ['type=poll'], ['order=asc']])(
    'is not asked for %s',
    async (query) => {
      expect(await chappe.api.get(`messages?${query}`, { token: ann.accessToken })).toMatchObject({ status: 400 });
    },
  );
});

describe('what is kept', () => {
  const retention = () => chappe.app.get(MessageRetention, { strict: false });
  const age = (id: string, days: number) =>
    chappe.sql.rows(`update messages set settled_at = settled_at - make_interval(days => $2) where id = $1`, [id, days]);
  const isThere = async (id: string): Promise<boolean> => (await chat.messages.get(id)).id === id;

  it('goes after 90 days, and not before', async () => {
    const [young, old] = [await say('young'), await say('old')];
    await age(young.id, 89);
    await age(old.id, 91);
    await retention().forgetMessages();
    expect([await isThere(young.id), await isThere(old.id)]).toEqual([true, false]);
    const tried = await chappe.sql.rows('select message_id as id from attempts where message_id = any($1)', [[young.id, old.id]]);
    expect(tried).toEqual([{ id: young.id }]);
  });

  it('stays while a key stands for it, and while something is still to be done with it', async () => {
    const answer = await chat.messages.post({ text: 'with a key' }, 'kept');
    const withKey = await chat.messages.ended(String(answer.body.id));
    const answered = await say('to be answered');
    await chat.messages.send('late reply', { replyTo: { messageId: answered.id }, sendAt: '2027-10-01T00:00:00Z' });
    for (const { id } of [withKey, answered]) await age(id, 1_000);
    await retention().forgetMessages();
    expect([await isThere(withKey.id), await isThere(answered.id)]).toEqual([true, true]);
    expect((await chat.messages.post({ text: 'with a key' }, 'kept')).text).toBe(answer.text);

    await chappe.sql.rows(`update idempotency_keys set created_at = created_at - interval '49 hours'`);
    await retention().forgetKeys();
    await retention().forgetMessages();
    expect(await isThere(withKey.id)).toBe(false);
  });
});

describe('the books', () => {
  it('balance, whatever becomes of messages', async () => {
    await chat.messages.send('scheduled', { sendAt: '2027-10-01T00:00:00Z' });
    const cancelled = await chat.messages.send('cancelled', { sendAt: '2027-10-01T00:00:00Z' });
    await chappe.api.call('DELETE', `messages/${cancelled}`, undefined, { token: chat.messages.token });
    const { accepted, ended, open, ...rest } = await audit();
    expect(accepted).toBe(ended + open);
    expect(open).toBeGreaterThan(0);
    expect(rest).toMatchObject({ unbalanced: 0, abandoned: 0 });
    expect(rest.lateSeconds).toBeLessThan(10);
  });

  it('balance when a bot is removed with what it was to send', async () => {
    const bots = new OwnedBots(chappe, ann);
    const echo = await bots.connect();
    const person = chappe.person('passer-by');
    await person.send(echo.telegram, 'hello');
    await person.expectMessage(echo.telegram, /hello/);
    await bots.change(echo.id, { active: false });
    const [{ id } = { id: '' }] = await chappe.sql.rows<{ id: string }>('select id from chats where bot_id = $1', [echo.id]);
    const queued = await chappe.api.post('messages', { type: 'text', text: 'x', chatId: id }, { token: ann.accessToken });
    expect(queued.status).toBe(202);
    await chappe.api.call('DELETE', `bots/${echo.id}`, { password: 'password of ann' }, { token: ann.accessToken });
    expect(await audit()).toMatchObject({ unbalanced: 0 });
  });

  it('do not balance when a message vanishes, and the metrics say so', async () => {
    await chappe.sql.rows(`delete from messages where status = 'queued' and account_id = $1`, [ann.id]);
    expect(await audit()).toMatchObject({ unbalanced: 1 });
    const metrics = () => chappe.app.get(Metrics, { strict: false }).registry.metrics();
    await waitFor('the metrics to say so', async () => (await metrics()).includes('chappe_messages_unbalanced_accounts 1'));
  });
});

describe('a search that costs much', () => {
  const search = (text: string) => chappe.api.get(`messages?text=${encodeURIComponent(text)}`, { token: chat.messages.token });

  it('of more than eight words is refused', async () => {
    expect(await search('a b c d e f g h')).toMatchObject({ status: 200 });
    expect(await search('a b c d e f g h i')).toMatchObject({ status: 400, body: { errors: [{ field: 'text' }] } });
  });

  it('is made twice at a time for one account, and not more often', async () => {
    const release = await chappe.sql.lock('messages');
    const searches = Array.from({ length: 5 }, () => search('needle'));
    await waitFor('two of them to wait', async () => (await chappe.sql.waiting('messages')) >= 2);
    const first = await Promise.race(searches);
    expect(first).toMatchObject({ status: 429, body: { code: 'messaging.too_many_searches' } });
    await release();
    const statuses = (await Promise.all(searches)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, 200, 429, 429, 429]);
  });
});
