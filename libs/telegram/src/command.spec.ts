import { commandIn } from './command';
import type { Update } from './update-facts';

const written = (text: string, ...entities: { type: string; offset: number; length: number }[]): Update =>
  ({ update_id: 1, message: { text, entities } }) as unknown as Update;

it('a message that begins with a command has one, in whichever case it was written', () => {
  expect(commandIn(written('/Start x', { type: 'bot_command', offset: 0, length: 6 }))).toEqual({ name: 'start' });
  expect(commandIn(written('/me@A_Bot', { type: 'bot_command', offset: 0, length: 9 }))).toEqual({ name: 'me', to: 'a_bot' });
});

it('nothing else has one', () => {
  expect(commandIn(written('try /start', { type: 'bot_command', offset: 4, length: 6 }))).toBeUndefined();
  expect(commandIn(written('/start'))).toBeUndefined();
  expect(commandIn({ update_id: 1, edited_message: { text: '/start' } } as unknown as Update)).toBeUndefined();
});
