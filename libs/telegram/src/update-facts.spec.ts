import * as fc from 'fast-check';
import { actorOf, chatOf, cleanText, isUpdate, kindOf, type Update } from './update-facts';

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
  for (const nothing of [undefined, '', ' \t\n', '\0']) expect(cleanText(nothing, 9)).toBeNull();
});
