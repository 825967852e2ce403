import { en } from './defaults/en';
import { ru } from './defaults/ru';
import { ensureFits, faultsIn, isTextKey, variablesOf } from './text-rules';
import { TAG_NAMES, TextTemplate } from './text-template';
import { InvalidTextError } from './texts.errors';

const keys = Object.keys(en).filter(isTextKey);

it.each(keys)('%s is complete in every language, with the same variables', (key) => {
  expect(faultsIn(key, en[key])).toEqual([]);
  expect(faultsIn(key, ru[key])).toEqual([]);
  // Tags and variables share their names in this format.
  expect(variablesOf(key).filter((name) => TAG_NAMES.includes(name))).toEqual([]);
});

it.each([
  ['Hi', 'The variable {name} is missing.'],
  ['Hi {name} of {town}', 'There is no variable {town} here.'],
  ['<u>{name}</u>', 'The tag <u> is not allowed here.'],
  ['  ', 'A text must say something.'],
  ['{name', 'It is not written in ICU MessageFormat: EXPECT_ARGUMENT_CLOSING_BRACE.'],
  ['Hi {name, date}', 'It cannot be filled in: Invalid time value.'],
  ['Hi {name, number, ::currency/X}', 'It cannot be filled in: Invalid currency code : X.'],
  ['<b></b>{name, select, Ann {Hi} other {}}', 'A text must say something.'],
  ['{name}'.padEnd(1_501, 'x'), 'It may have at most 1500 characters.'],
])('%j is refused for a greeting', (text, fault) => {
  expect(faultsIn('start.hello', text)).toEqual([fault]);
  expect(() => {
    ensureFits('start.hello', text);
  }).toThrow(InvalidTextError);
});

it('buttons, descriptions of commands and notices are plain and short', () => {
  expect(faultsIn('button.yes', '<b>Yes</b>')).toEqual(['The tag <b> is not allowed here.']);
  expect(faultsIn('notice.unlinked', 'x'.repeat(181))).toEqual(['It may have at most 180 characters.']);
});

it('what is filled in is never markup', () => {
  const { text, entities } = new TextTemplate('Hello, <b>{name}</b>!', 'en').fill({ name: '<i>{Ann}</i>' });
  expect({ text, entities }).toEqual({ text: 'Hello, <i>{Ann}</i>!', entities: [{ type: 'bold', offset: 7, length: 12 }] });
});

it('what is filled in may be a text with types of its own, also where none can be', () => {
  const days = new TextTemplate('<b>{what}</b>', 'en').fill({ what: 'two' });
  const { text, entities } = new TextTemplate('<code>One {days}</code>', 'en').fill({ days });
  expect({ text, entities }).toEqual({ text: 'One two', entities: [{ type: 'code', offset: 0, length: 7 }] });
});

it('counts are said as the language counts', () => {
  const chats = new TextTemplate(ru['stats.person'], 'ru');
  const said = (count: number): string => chats.fill({ number: 1, name: 'Ann', count }).text;
  expect([1, 3, 5, 21].map(said)).toEqual(['1. Ann: 1 чат', '1. Ann: 3 чата', '1. Ann: 5 чатов', '1. Ann: 21 чат']);
});
