import type { Chat, EmulatedMessage, Person } from '@app/telegram-emulator';
import type { TestChappe } from './chappe';

/** What the bot answers in private. */
export async function ask({ bot }: TestChappe, person: Person, text: string): Promise<EmulatedMessage> {
  const { messageId } = await person.send(bot, text);
  return await person.expectMessage(bot, /./s, { after: messageId });
}

/** What the bot says by itself when it comes into a group. */
const ARRIVAL = 'Who links this chat';

/** What the bot says when it comes into a group: with a button to link the group with an account. */
export async function arrivalIn(chat: Chat): Promise<EmulatedMessage> {
  return await chat.expectMessage(({ text }) => text.startsWith(ARRIVAL));
}

/** What the bot answers in a group. */
export async function askIn(chat: Chat, person: Person, text: string): Promise<EmulatedMessage> {
  const { messageId } = await person.in(chat).send(text);
  return await chat.expectMessage(({ text: answer }) => !answer.startsWith(ARRIVAL), { after: messageId });
}

/** Presses a button in private and answers what its message has become; its query must have been answered. */
export async function press(
  { bot }: TestChappe,
  person: Person,
  message: EmulatedMessage,
  button: string,
): Promise<EmulatedMessage> {
  const query = await person.press(bot, button, message);
  await person.expectAnswer(bot, query);
  const changed = (one: EmulatedMessage): boolean => one.messageId === message.messageId && one.text !== message.text;
  return await person.expectMessage(bot, changed);
}

/** The words on the buttons under a message. */
export function buttonsOf({ replyMarkup }: EmulatedMessage): string[][] {
  return (replyMarkup?.inline_keyboard ?? []).map((row) => row.map(({ text }) => text));
}
