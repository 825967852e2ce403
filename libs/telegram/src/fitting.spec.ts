import { bold, fmt, italic, join } from 'telegraf/format';
import { fitting } from './fitting';

it('leaves alone what a message can carry, also of characters that are two units', () => {
  const text = fmt`${bold('😀'.repeat(4_095))}!`;
  expect(fitting(text)).toEqual(text);
});

it('ends early what is too long, between characters, and its types with it', () => {
  const { text, entities } = fitting(join([italic('a'), bold('😀'.repeat(4_096)), italic('b')]));
  expect([...text]).toHaveLength(4_096);
  expect(text).toMatch(/^a😀+…$/u);
  expect(entities).toEqual([
    { type: 'italic', offset: 0, length: 1 },
    { type: 'bold', offset: 1, length: 8_188 },
  ]);
});
