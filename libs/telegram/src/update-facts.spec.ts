import * as fc from 'fast-check';
import { actorOf, chatOf, cleanText, fullName, isByBot, isolated, isUpdate, kindOf, type Update } from './update-facts';

const update = (event: Record<string, unknown>, kind = 'message'): Update =>
  ({ update_id: 1, [kind]: event }) as unknown as Update;
const ANN = { id: 2 ** 52, is_bot: false, first_name: 'Ann' };

it('finds who did it and where', () => {
  const message = update({ from: ANN, chat: { id: -100, type: 'supergroup' } });
  expect([kindOf(message), actorOf(message)?.id, chatOf(message)?.id]).toEqual(['message', 2 ** 52, -100]);
  const button = update({ from: ANN, message: { chat: { id: 5, type: 'private' } } }, 'callback_query');
  expect([actorOf(button)?.id, chatOf(button)?.id]).toEqual([2 ** 52, 5]);
});

it.each([1_087_968_824, 136_817_688, 777_000])('takes the stand-in %i of Telegram for nobody', (id) => {
  expect(actorOf(update({ from: { ...ANN, id } }))).toBeUndefined();
});

it('takes ids that no number holds exactly for none', () => {
  expect(actorOf(update({ from: { id: 2 ** 53 } }))).toBeUndefined();
  expect(chatOf(update({ chat: { id: '5' } }))).toBeUndefined();
});

it('is never put off by what an update holds', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom('message', 'poll', 'callback_query'), (event, kind) => {
      const strange = { update_id: 1, [kind]: event } as unknown as Update;
      expect(() => [actorOf(strange), chatOf(strange), kindOf(strange)]).not.toThrow();
      expect(isUpdate(strange)).toBe(true);
    }),
  );
});

it.each([null, 5, 'x', [], {}, { update_id: '1' }, { update_id: 1.5 }, { update_id: 2 ** 53 }])(
  'does not take %j for an update',
  (value) => {
    expect(isUpdate(value)).toBe(false);
  },
);

it('cleans text of strangers: whole characters, no NUL, trimmed, cut between characters, blank is nothing', () => {
  expect(cleanText(' a\0b\ud800 ', 9)).toBe('ab\ufffd');
  expect(cleanText('😀😀😀', 2)).toBe('😀😀');
  for (const nothing of [undefined, null, 5, '', ' \t\n', '\0']) expect(cleanText(nothing, 9)).toBeNull();
});

it.each([
  '\u3164',
  '\u200b\u2060',
  '\u{e0020}',
  '\u115f\u1160',
  '\u2800',
  '\uffa0',
  '\u202e\u202c',
  '\u00ad',
  '\u0301',
  ' \ufeff ',
])('takes a name that shows nothing for none: %j', (name) => {
  expect(cleanText(name, 9)).toBeNull();
  expect(cleanText(`${name}a`, 9)).not.toBeNull();
});

it('isolates names from right to left, and takes away what turns the words around them', () => {
  expect(isolated('Ann')).toBe('Ann');
  expect(isolated('Ann\u202egnp.exe')).toBe('Anngnp.exe');
  expect(isolated('שלום\u2067')).toBe('\u2068שלום\u2069');
});

it('makes one name of those that there are', () => {
  expect(fullName({ first_name: 'Ann', last_name: 'Lee' })).toBe('Ann Lee');
  expect(fullName({ last_name: 'Lee' })).toBe('Lee');
  expect(fullName({})).toBe('');
});

it("tells bots from people, and Telegram's stand-ins from bots", () => {
  const by = (id: number, is_bot: boolean) => update({ from: { ...ANN, id, is_bot } });
  expect([isByBot(by(5, true)), actorOf(by(5, true))]).toEqual([true, undefined]);
  expect([isByBot(by(5, false)), actorOf(by(5, false))?.id]).toEqual([false, 5]);
  expect([isByBot(by(1_087_968_824, true)), actorOf(by(1_087_968_824, true))]).toEqual([false, undefined]);
});

it.each([
  ...['business_connection', 'business_message', 'edited_business_message', 'deleted_business_messages'],
  ...['guest_message', 'stopped_message_generation', 'something_new'],
])('%s comes from no chat of the bot', (kind) => {
  expect(chatOf(update({ from: ANN, chat: { id: 5, type: 'private' } }, kind))).toBeUndefined();
});

it('takes a chat of an unknown type for none', () => {
  expect(chatOf(update({ chat: { id: -5, type: 'community' } }))).toBeUndefined();
});
