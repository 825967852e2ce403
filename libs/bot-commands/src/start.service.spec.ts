import type { Chat } from '@app/telegram';
import { StartService } from './start.service';

const BOT = { id: 'bot', telegramId: 1, username: 'house_bot', house: true, behaviour: 'house' as const };
const ANN = { id: 7, is_bot: false, first_name: 'Ann' };

let issued: string[];
let service: StartService;

beforeEach(() => {
  issued = [];
  const people = { metBefore: () => Promise.resolve(false) };
  const chats = { find: (_: string, telegramId: number) => Promise.resolve({ id: `chat of ${String(telegramId)}` }) };
  const codes = {
    issue: (chatId: string) => {
      issued.push(chatId);
      return Promise.resolve('ABCD-1234');
    },
  };
  service = new StartService(people as never, chats as never, codes as never);
});

const answerIn = async (chat: Chat, person: typeof ANN | undefined = ANN) =>
  (await service.answer({ bot: BOT, chat, person })).text;

it('shows a code in private', async () => {
  expect(await answerIn({ id: 7, type: 'private', first_name: 'Ann' })).toContain('ABCD-1234');
  expect(issued).toEqual(['chat of 7']);
});

it.each<Chat>([
  { id: -5, type: 'group', title: 'all of us' },
  { id: -100_5, type: 'supergroup', title: 'all of us' },
  { id: -100_6, type: 'channel', title: 'everybody' },
])('makes no code in a $type: who can read it could use it', async (chat) => {
  expect(await answerIn(chat)).toMatch(/^Hello, Ann!.*in private/s);
  expect(issued).toEqual([]);
});

it('greets whom Telegram does not name, or names with blanks', async () => {
  const chat: Chat = { id: -5, type: 'group', title: 'all of us' };
  expect((await service.answer({ bot: BOT, chat, person: undefined })).text).toMatch(/^Hello, you!/);
  expect(await answerIn(chat, { ...ANN, first_name: ' \0 ' })).toMatch(/^Hello, you!/);
});
