import { picture } from '../../../libs/telegram-emulator/src/testing/picture';
import type { TestAccount, TestChappe } from '../../support/chappe';
import { correspondence, type PairedPerson } from '../../support/messages';
import { sendAndSee, type Sent } from '../../support/sent';
import { Uploads } from '../../support/uploads';

let chappe: TestChappe;
let ann: TestAccount;
let chat: PairedPerson;

beforeAll(async () => {
  ({ chappe, ann, chat } = await correspondence());
});

afterAll(async () => {
  await chappe.stop();
});

const upload = async (bytes: Buffer, name = 'report.pdf', token = chat.messages.token): Promise<string> =>
  (await new Uploads(chappe.api, token).send(bytes, name)).id;

const sent = (body: Record<string, unknown>): Promise<Sent> => sendAndSee(chappe, chat, body);
const bytesOf = (uniqueId: string | undefined): Buffer | undefined => chappe.telegram.file(uniqueId ?? '')?.bytes;
const dropContents = (id: string) =>
  chappe.sql.rows(`with gone as (delete from file_chunks where file_id = $1) update files set state = 'dropped' where id = $1`, [
    id,
  ]);
const attached = (): number =>
  chappe.telegram.callsOf('sendDocument').filter(({ params }) => JSON.stringify(params).includes('attach:')).length;

describe('an upload', () => {
  const bytes = Buffer.alloc(700_000, 'chappe ');

  it('arrives byte for byte, under its name', async () => {
    const { message, copy } = await sent({
      type: 'document',
      file: { uploadId: await upload(bytes, 'größe.pdf') },
      caption: 'the report',
    });
    expect(message).toMatchObject({ status: 'sent', attempt: 1 });
    expect(copy).toMatchObject({ text: 'ann\nthe report', media: { kind: 'document', name: 'größe.pdf' } });
    expect(bytesOf(copy?.media?.uniqueId)?.equals(bytes)).toBe(true);
  });

  it.each(['a%2Fb.pdf', '100% "sure".pdf', 'Q3%20report.pdf', 'm%E9nu.pdf', 'a%25b.pdf', 'Йога.pdf'.normalize('NFD')])(
    'is called %s on Telegram, too',
    async (name) => {
      const { copy } = await sent({ type: 'document', file: { uploadId: await upload(bytes, name) } });
      expect(copy?.media?.name).toBe(name.normalize('NFC'));
    },
  );

  it('that is sent as a document stays one, whatever it holds', async () => {
    const { copy } = await sent({ type: 'document', file: { uploadId: await upload(Buffer.from('GIF89a'), 'a.gif') } });
    expect(copy).toMatchObject({ media: { kind: 'document', name: 'a.gif' } });
  });

  it('is sent by the id that Telegram gave it from the second time on, even when its contents are gone', async () => {
    const uploadId = await upload(bytes);
    const first = await sent({ type: 'document', file: { uploadId } });
    await dropContents(uploadId);
    const before = attached();
    const second = await sent({ type: 'document', file: { uploadId } });
    expect(second.copy?.media?.uniqueId).toBe(first.copy?.media?.uniqueId);
    expect(attached()).toBe(before);
  });

  it('goes with its contents again when Telegram knows the id no more, as long as they are here', async () => {
    const uploadId = await upload(bytes);
    await sent({ type: 'document', file: { uploadId } });
    const forgetId = () =>
      chappe.sql.rows(`update telegram_files set telegram_file_id = 'BQACAgIAAxkBAAIB' where file_id = $1`, [uploadId]);
    await forgetId();
    const { message, copy } = await sent({ type: 'document', file: { uploadId } });
    expect(message).toMatchObject({ status: 'sent', attempts: [{ outcome: 'refused' }, { outcome: 'sent' }] });
    expect(bytesOf(copy?.media?.uniqueId)?.equals(bytes)).toBe(true);
    await forgetId();
    await dropContents(uploadId);
    const lost = await sent({ type: 'document', file: { uploadId } });
    expect(lost.message).toMatchObject({ status: 'failed', failure: { code: 'telegram.file_refused' } });
  });

  it('is one of an album', async () => {
    const ids = [await upload(picture(20, 10), 'a.png'), await upload(picture(10, 20), 'b.png')];
    const items = ids.map((uploadId) => ({ type: 'photo', file: { uploadId } }));
    const { message, copies } = await sent({ type: 'media_group', items });
    expect(message.status).toBe('sent');
    expect(copies.map(({ media }) => [media?.width, media?.height])).toEqual([
      [20, 10],
      [10, 20],
    ]);
    expect(await chappe.sql.rows('select count(*)::int as count from telegram_files where file_id = any($1)', [ids])).toEqual([
      { count: 2 },
    ]);
  });

  it('whose answer is lost is sent once more, and flagged', async () => {
    chappe.telegram.fault({ on: { method: 'sendDocument' }, do: 'dropAfter', times: 1 });
    const { message } = await sent({ type: 'document', file: { uploadId: await upload(bytes) } });
    expect(message).toMatchObject({
      status: 'sent',
      possibleDuplicate: true,
      attempts: [{ outcome: 'ambiguous' }, { outcome: 'sent' }],
    });
  });

  it('is kept while a message needs it, and cannot be deleted', async () => {
    const uploadId = await upload(bytes);
    const id = await chat.messages.send('', {
      type: 'document',
      text: undefined,
      file: { uploadId },
      sendAt: '2027-10-01T00:00:00Z',
    });
    const remove = () => chappe.api.call('DELETE', `files/${uploadId}`, undefined, { token: chat.messages.token });
    expect(await remove()).toMatchObject({ status: 409, body: { code: 'files.in_use' } });
    await chappe.api.call('DELETE', `messages/${id}`, undefined, { token: chat.messages.token });
    expect((await remove()).status).toBe(204);
  });

  it('of the account is not one of its bot tokens, which cannot read it either', async () => {
    const file = { uploadId: await upload(bytes, 'x', ann.accessToken) };
    expect(await chat.messages.post({ type: 'document', file })).toMatchObject({
      status: 422,
      body: { code: 'messaging.upload_not_found' },
    });
    const ofAnn = { chatId: chat.chatId, type: 'document', file };
    expect(await chappe.api.post('messages', ofAnn, { token: ann.accessToken })).toMatchObject({ status: 202 });
  });

  it('of another account does not exist, and one whose contents are gone is refused', async () => {
    const bob = await chappe.register('bob');
    const foreign = await upload(bytes, 'x', bob.accessToken);
    expect(await chat.messages.post({ type: 'document', file: { uploadId: foreign } })).toMatchObject({
      status: 422,
      body: { code: 'messaging.upload_not_found' },
    });
    const gone = await upload(bytes);
    await dropContents(gone);
    expect(await chat.messages.post({ type: 'document', file: { uploadId: gone } })).toMatchObject({
      status: 410,
      body: { code: 'messaging.upload_gone' },
    });
  });

  it('that is too large for a photo is refused as one if it must not be a document', async () => {
    const uploadId = await upload(Buffer.alloc(11 * 1024 * 1024));
    expect(await chat.messages.post({ type: 'photo', file: { uploadId }, photoFallback: 'fail' })).toMatchObject({
      status: 422,
      body: { code: 'messaging.photo_too_large' },
    });
  });

  it('is the same message when the request is repeated, although its contents are gone by then', async () => {
    const uploadId = await upload(Buffer.from('once'));
    const post = () => chat.messages.post({ type: 'document', file: { uploadId } }, 'carried-1');
    const first = await post();
    await chat.messages.ended(String(first.body.id));
    await chappe.sql.rows('delete from telegram_files where file_id = $1', [uploadId]);
    await dropContents(uploadId);
    expect((await post()).text).toBe(first.text);
  });
});

it('a long text can go as a file', async () => {
  const text = 'line of a log\n'.repeat(1_000);
  const { message, copy } = await sent({ text, overflow: 'file' });
  expect(message).toMatchObject({ status: 'sent', type: 'text', attempt: 1 });
  expect(copy).toMatchObject({ text: 'ann', media: { kind: 'document', name: 'message.txt' } });
  expect(bytesOf(copy?.media?.uniqueId)?.toString()).toBe(text);
});
