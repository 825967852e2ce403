import { TestChappe } from '../../support/chappe';
import { containing } from '../../support/like';
import { pairedPerson, type PairedPerson } from '../../support/messages';

let chappe: TestChappe;
let chat: PairedPerson;

beforeAll(async () => {
  chappe = await TestChappe.start();
  chat = await pairedPerson(chappe, await chappe.register('ann'), 'reader');
});

afterEach(() => {
  chappe.telegram.clearFaults();
});

afterAll(() => chappe.stop());

const ended = async (more: object = {}) => chat.messages.ended(await chat.messages.send('x', { ...more }));
const page = (method: string, status: number, times?: number) =>
  chappe.telegram.fault({ on: { method }, do: { http: [status, '<html>nginx</html>'] }, times });

describe('a refusal', () => {
  it.each([
    ['need administrator rights in the channel chat', 'telegram.no_rights'],
    ['CHAT_SEND_PLAIN_FORBIDDEN', 'telegram.no_rights'],
    ['not enough rights to send text messages to the chat', 'telegram.no_rights'],
    ['PHOTO_INVALID_DIMENSIONS', 'telegram.photo_dimensions'],
    ['IMAGE_PROCESS_FAILED', 'telegram.photo_refused'],
    ['BUTTON_TYPE_INVALID', 'telegram.button_refused'],
    ['BUTTON_DATA_INVALID', 'telegram.button_refused'],
    ["inline keyboard button URL 'http://a' is invalid: Wrong HTTP URL", 'telegram.button_refused'],
    ['phone number can be requested in private chats only', 'telegram.button_refused'],
    ['failed to send message #1 with the error message "IMAGE_PROCESS_FAILED"', 'telegram.photo_refused'],
    ["message can't be edited", 'telegram.not_editable'],
    ['message to edit not found', 'telegram.message_gone'],
  ])('in the words %j has a name of its own', async (words, code) => {
    const text = `Bad Request: ${words}`;
    chappe.telegram.fault({ on: { method: 'sendMessage' }, do: { error: [400, text] }, times: 1 });
    expect(await ended()).toMatchObject({ status: 'failed', failure: { code, detail: text } });
  });
});

it('an album that comes too soon waits as long as Telegram says, and no attempt is used up', async () => {
  const words = 'Bad Request: failed to send message #1 with the error message "Too Many Requests: retry after 1"';
  chappe.telegram.fault({ on: { method: 'sendMessage' }, do: { error: [400, words] }, times: 1 });
  const begun = performance.now();
  expect(await ended()).toMatchObject({
    status: 'sent',
    possibleDuplicate: false,
    attempts: [{ outcome: 'limited', detail: words }, { outcome: 'sent' }],
  });
  expect(performance.now() - begun).toBeGreaterThan(950);
});

describe('a page of a proxy', () => {
  it('that calls the body too large ends the message at once: nothing was sent', async () => {
    page('sendMessage', 413, 1);
    const message = await ended();
    expect(message).toMatchObject({ status: 'failed', attempt: 1, failure: { code: 'messaging.body_refused' } });
    expect(message.failure?.detail).toMatch(/413.*Nothing was sent/);
  });

  it.each([400, 403, 404])('with %i that lets other calls pass ends the message at once: nothing was sent', async (status) => {
    page('sendMessage', status, 1);
    expect(await ended()).toMatchObject({
      status: 'failed',
      attempt: 1,
      failure: { code: 'messaging.proxy_refused', detail: containing(`HTTP ${String(status)}`) },
    });
    // It says nothing of the chat or the bot.
    expect(await ended()).toMatchObject({ status: 'sent' });
  });

  it.each([401, 403, 404])('with %i to every call keeps the message until the way is free', async (status) => {
    page('sendMessage', status);
    page('getMe', status);
    const id = await chat.messages.send('patient');
    await chat.messages.when(id, ({ waitingFor }) => waitingFor === 'telegram_unreachable');
    chappe.telegram.clearFaults();
    expect(await chat.messages.ended(id)).toMatchObject({ status: 'sent', possibleDuplicate: false });
  });

  it.each([408, 502])('with %i says nothing of what became of the call', async (status) => {
    page('sendMessage', status, 1);
    expect(await ended({ delivery: 'at_most_once' })).toMatchObject({ status: 'uncertain' });
  });
});
