import type { Chat, EmulatedMessage, Person } from '@app/telegram-emulator';
import { TestChappe, type TestAccount } from '../support/chappe';
import { settled, watched } from '../support/rolls';

let chappe: TestChappe;
let ann: Person;
let bob: Person;
let carl: Person;
let club: Chat;
let team: Chat;

beforeAll(async () => {
  chappe = await TestChappe.start({ settings: { CHAPPE_EMBEDDED: 'on' } });
  ann = chappe.telegram.person('ann', { firstName: 'Ann', username: 'ann_a' });
  bob = chappe.telegram.person('bob', { firstName: 'Bob', lastName: 'Builder', username: 'bobby' });
  carl = chappe.telegram.person('carl', { firstName: 'Carl', languageCode: 'ru' });
  club = await watched(chappe, 'The club', 'ann');
  team = await watched(chappe, 'The team', 'bob');
  await bob.in(club).join();
  await carl.in(team).join();
  await settled(chappe);
});

afterAll(async () => {
  await chappe.stop();
});

/** What the bot answers in private. */
async function ask(person: Person, text: string): Promise<EmulatedMessage> {
  const { messageId } = await person.send(chappe.bot, text);
  return await person.expectMessage(chappe.bot, /./s, { after: messageId });
}

/** What the bot answers in a group. */
async function askIn(chat: Chat, person: Person, text: string): Promise<EmulatedMessage> {
  const { messageId } = await person.in(chat).send(text);
  return await person.in(chat).expectMessage(chappe.bot, /./s, { after: messageId });
}

/** Presses a button and answers what its message has become; the spinner has ended by then. */
async function press(person: Person, message: EmulatedMessage, button: string): Promise<EmulatedMessage> {
  const query = await person.press(chappe.bot, button, message);
  await person.expectAnswer(chappe.bot, query);
  await settled(chappe);
  await chappe.telegram.idle();
  return person.message(chappe.bot, message.messageId);
}

const buttonsOf = ({ replyMarkup }: EmulatedMessage): string[][] =>
  ((replyMarkup as { inline_keyboard?: { text: string }[][] } | undefined)?.inline_keyboard ?? []).map((row) =>
    row.map(({ text }) => text),
  );

describe('before /start', () => {
  it('/me says who one is', async () => {
    const dora = chappe.telegram.person('dora', { firstName: 'Dora' });
    expect((await ask(dora, '/me')).text).toMatch(/^You\nID: \d+\nUsername: —\nName: Dora\nLanguage: English\n\nYour chats: 1\n/);
  });
});
