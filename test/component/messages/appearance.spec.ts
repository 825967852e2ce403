import type { TestAccount, TestChappe } from '../../support/chappe';
import { correspondence, pairedPerson, type PairedPerson } from '../../support/messages';
import { expectRefused, sendAndSee, type Expected, type Sent } from '../../support/sent';

let chappe: TestChappe;
let ann: TestAccount;
let chat: PairedPerson;

beforeAll(async () => {
  ({ chappe, ann, chat } = await correspondence());
});

afterAll(() => chappe.stop());

const sent = (body: Record<string, unknown>): Promise<Sent> => sendAndSee(chappe, chat, body);
const refused = (...expected: Expected): Promise<void> => expectRefused(chat, ...expected);

describe('a message', () => {
  it('is silent, protected and without a preview when asked to be', async () => {
    await sent({ text: 'see https://example.org/', silent: true, protect: true, linkPreview: { disabled: true } });
    const [call] = chappe.telegram.callsOf('sendMessage').slice(-1);
    expect(call?.params).toMatchObject({
      disable_notification: true,
      protect_content: true,
      link_preview_options: { is_disabled: true },
    });
  });

  it('has a keyboard of its own, and takes it away', async () => {
    await sent({ text: 'choose', keyboard: { reply: [[{ text: 'yes' }, { text: 'no' }]], oneTime: true } });
    expect(chat.person.keyboard(chappe.bot)).toMatchObject([[{ text: 'yes' }, { text: 'no' }]]);
    await sent({ text: 'thanks', keyboard: { remove: true } });
    expect(chat.person.keyboard(chappe.bot)).toBeNull();
  });

  it('cannot have a button of the bot itself: pressing it does what it says to its sender, which is nothing', async () => {
    const [{ pairing_id: pairing } = { pairing_id: '' }] = await chappe.sql.rows<{ pairing_id: string }>(
      'select pairing_id from chats where id = $1',
      [chat.chatId],
    );
    const { copy } = await sent({
      text: 'press me',
      keyboard: { inline: [[{ text: 'gift', callbackData: `unlink:${pairing}` }]] },
    });
    await chat.person.press(chappe.bot, 'gift', copy);
    expect((await sent({ text: 'still linked' })).message.status).toBe('sent');
  });

  it.each([
    ['a button without a purpose', { inline: [[{ text: 'x' }]] }],
    ['a button with two', { inline: [[{ text: 'x', url: 'https://example.org/', callbackData: 'y' }]] }],
    ['too much data', { inline: [[{ text: 'x', callbackData: 'é'.repeat(32) }]] }],
    ['an address of a script', { inline: [[{ text: 'x', url: 'javascript:alert(1)' }]] }],
    ['two kinds at once', { inline: [[{ text: 'x', callbackData: 'y' }]], remove: true }],
    ['no rows', { inline: [] }],
  ])('is refused with a keyboard with %s', async (_, keyboard) => {
    await refused({ text: 'x', keyboard }, 400, 'request.malformed', 'keyboard');
  });

  it('opens no page in the name of the bot that speaks for everybody', async () => {
    const keyboard = { inline: [[{ text: 'x', webApp: 'https://example.org/' }]] };
    await refused({ text: 'x', keyboard }, 422, 'messaging.web_app_refused', 'keyboard');
    const { message } = await sent({ text: 'without' });
    const edit = await chappe.api.post(`messages/${message.id}/edit`, { keyboard }, { token: chat.messages.token });
    expect(edit).toMatchObject({ status: 422, body: { code: 'messaging.web_app_refused' } });
  });

  it('answers a message only of the same chat and sender', async () => {
    const other = await pairedPerson(chappe, ann, 'another');
    const foreign = await other.messages.send('elsewhere');
    await refused({ text: 'x', replyTo: { messageId: foreign } }, 422, 'messaging.target_not_found', 'replyTo.messageId');
  });

  it('answers one message, not two', async () => {
    const { message } = await sent({ text: 'first' });
    const both = { messageId: message.id, telegramMessageId: '1' };
    await refused({ text: 'x', replyTo: both }, 400, 'request.malformed', 'replyTo');
  });

  it('goes out alone when what it answers is gone', async () => {
    const { copy } = await sent({ text: 'to nobody', replyTo: { telegramMessageId: '999999' } });
    expect(copy).toMatchObject({ text: 'ann\nto nobody' });
    expect(copy).not.toHaveProperty('replyTo');
  });
});
