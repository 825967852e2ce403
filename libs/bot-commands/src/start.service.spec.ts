import { join, type Chat, type User } from '@app/telegram';
import type { Say } from '@app/texts';
import { StartService } from './start.service';

const BOT = {
  id: 'bot',
  telegramId: 1,
  username: 'house_bot',
  house: true,
  behaviour: 'house' as const,
  ignoreCommandsOlderThanMinutes: null,
};
const ANN: User = { id: 7, is_bot: false, first_name: 'Ann' };

/** Says which text was meant, and what is filled in. */
const say: Say = (key, values = {}) => join([key, ...Object.values(values)], ' ');

let issued: string[];
let service: StartService;

beforeEach(() => {
  issued = [];
  const people = { metBefore: (_: string, id: number) => Promise.resolve(id === 8) };
  const chats = { find: (_: string, telegramId: number) => Promise.resolve({ id: `chat of ${String(telegramId)}` }) };
  const codes = {
    issue: (chatId: string) => {
      issued.push(chatId);
      return Promise.resolve('ABCD-1234');
    },
  };
  service = new StartService(people as never, chats as never, codes as never);
});

const answerIn = async (chat: Chat, person = ANN) =>
  (await service.answer({ bot: BOT, chat, person, language: 'en', say })).text.text;

it('shows a code in private', async () => {
  expect(await answerIn({ id: 7, type: 'private', first_name: 'Ann' })).toBe('start.hello Ann\n\nstart.code ABCD-1234');
  expect(issued).toEqual(['chat of 7']);
});

it.each<Chat>([
  { id: -5, type: 'group', title: 'all of us' },
  { id: -100_5, type: 'supergroup', title: 'all of us' },
  { id: -100_6, type: 'channel', title: 'everybody' },
])('makes no code in a $type: who can read it could use it', async (chat) => {
  expect(await answerIn(chat)).toBe('start.hello Ann\n\nstart.group');
  expect(issued).toEqual([]);
});

it('greets somebody anew by their username, or as a stranger, when Telegram gives no name but blanks', async () => {
  const chat: Chat = { id: -5, type: 'group', title: 'all of us' };
  expect(await answerIn(chat, { ...ANN, id: 8, first_name: ' \0 ', username: 'ann' })).toMatch(/^start.back ann/);
  expect(await answerIn(chat, { ...ANN, first_name: ' ' })).toMatch(/^start.hello word.stranger/);
});
