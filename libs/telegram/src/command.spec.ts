import { commandIn, withPlainCommand } from './command';
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

const command = (length: number): { type: string; offset: number; length: number } => ({
  type: 'bot_command',
  offset: 0,
  length,
});

it('finds a command under other formatting, over several lines, and not in what is forwarded', () => {
  const bold = written('/Start', { type: 'bold', offset: 0, length: 6 }, command(6));
  expect(commandIn(bold)).toEqual({ name: 'start' });
  expect(commandIn(written('/Seen\n@x', command(5)))).toEqual({ name: 'seen' });
  for (const origin of [{ forward_origin: { type: 'user' } }, { forward_date: 5 }]) {
    const forwarded = { update_id: 1, message: { text: '/start', entities: [command(6)], ...origin } } as unknown as Update;
    expect(commandIn(forwarded)).toBeUndefined();
    expect(withPlainCommand(forwarded)).toMatchObject({ message: { text: '/start', entities: [] } });
  }
});

it('shows handlers the same command: in lower case, and first', () => {
  const update = written('/Seen@A_Bot\n@Ann', { type: 'bold', offset: 0, length: 16 }, command(11));
  const bold = { type: 'bold', offset: 0, length: 16 };
  expect(withPlainCommand(update)).toEqual({
    update_id: 1,
    message: { text: '/seen@a_bot\n@Ann', entities: [command(11), bold] },
  });
  const plain = written('hello');
  expect(withPlainCommand(plain)).toEqual(plain);
});
