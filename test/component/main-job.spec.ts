import { TestChappe } from '../support/chappe';
import { waitFor } from '../support/wait-for';

describe('the main job', () => {
  let chappe: TestChappe;

  beforeAll(async () => {
    chappe = await TestChappe.start();
  });

  afterAll(async () => {
    await chappe.stop();
  });

  it('goes from a code that the bot shows to a message that arrives', async () => {
    const person = chappe.person('ann');
    const account = await chappe.register('ann');
    const { botToken, chatId } = await chappe.pair(account, person);
    await person.expectMessage(chappe.bot, /Linked by ann/);

    const accepted = await chappe.api.post('messages', { type: 'text', text: 'hello <ann> & all' }, { token: botToken });
    expect(accepted).toMatchObject({ status: 202, body: { status: 'queued', chatId } });
    await person.expectMessage(chappe.bot, 'ann\nhello <ann> & all');

    const sent = await waitFor('the message to be sent', async () => {
      const answer = await chappe.api.get(`messages/${String(accepted.body.id)}`, { token: botToken });
      return answer.body.status === 'sent' && answer.body;
    });
    expect(sent).toMatchObject({
      attempt: 1,
      possibleDuplicate: false,
      failure: null,
      attempts: [{ attempt: 1, outcome: 'sent' }],
    });
    const history = await chappe.api.get('cabinet/messages', { token: account.accessToken });
    expect(history.body).toMatchObject({
      items: [{ id: accepted.body.id, text: 'hello <ann> & all', status: 'sent' }],
      nextCursor: null,
    });
  });
});
