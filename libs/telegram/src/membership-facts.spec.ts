import * as fc from 'fast-check';
import { botMoveIn, goerIn, migrationIn, momentOf, movesIn, peopleIn } from './membership-facts';
import type { Update } from './update-facts';

const update = (event: Record<string, unknown>, kind = 'message'): Update =>
  ({ update_id: 1, [kind]: event }) as unknown as Update;
const person = (id: number) => ({ id, is_bot: false, first_name: `No. ${String(id)}` });
const GROUP = { id: -100, type: 'supergroup', title: 'Group' };
const at = { date: 1_000, chat: GROUP };

/** Ids of those who are in, and of those who are out, with their status where it was told. */
const moves = (one: Update) =>
  movesIn(one).map(({ user, present, status }) => [user.id, present ? 'in' : 'out', ...(status === undefined ? [] : [status])]);

it('tells whom a message proves to be there, and whom not', () => {
  expect(moves(update({ ...at, from: person(1) }))).toEqual([[1, 'in']]);
  expect(moves(update({ ...at, from: person(1), new_chat_members: [person(2), person(1)] }))).toEqual([
    [1, 'in'],
    [2, 'in'],
  ]);
  expect(moves(update({ ...at, from: person(1), left_chat_member: person(2) }))).toEqual([
    [1, 'in'],
    [2, 'out'],
  ]);
  expect(moves(update({ ...at, from: person(1), left_chat_member: person(1) }))).toEqual([[1, 'out']]);
});

it.each([
  ['member', {}, 'in'],
  ['administrator', {}, 'in'],
  ['restricted', { is_member: true }, 'in'],
  ['restricted', { is_member: false }, 'out'],
  ['left', {}, 'out'],
  ['kicked', {}, 'out'],
])('takes the word about somebody who is %s %j for theirs, not for that of who did it', (status, more, presence) => {
  const change = { ...at, from: person(1), new_chat_member: { user: person(2), status, ...more } };
  expect(moves(update(change, 'chat_member'))).toEqual([
    [1, 'in'],
    [2, presence, status],
  ]);
  expect(peopleIn(update(change, 'chat_member')).map(({ id }) => id)).toEqual([1, 2]);
  expect(moves(update({ ...change, from: person(2) }, 'chat_member'))).toEqual([[2, presence, status]]);
});

it('takes a block for the leaving of the person, and only in a private chat', () => {
  const change = { from: person(1), new_chat_member: { user: { ...person(9), is_bot: true }, status: 'kicked' } };
  const blocked = update({ ...change, date: 5, chat: { id: 1, type: 'private' } }, 'my_chat_member');
  expect(moves(blocked)).toEqual([[1, 'out']]);
  expect(botMoveIn(blocked)).toEqual({ present: false, status: 'kicked' });
  expect(moves(update({ ...change, ...at }, 'my_chat_member'))).toEqual([[1, 'in']]);
});

it.each([
  ['an anonymous administrator', { from: person(1_087_968_824), sender_chat: GROUP }],
  ['a channel', { from: person(136_817_688), sender_chat: { id: -200 } }],
  ['a channel in whose name somebody is told, too', { from: person(1), sender_chat: { id: -200 } }],
  ['an automatic forward', { from: person(777_000), is_automatic_forward: true }],
  ['an automatic forward under a name', { from: person(1), is_automatic_forward: true }],
])('finds nobody behind %s', (_, message) => {
  expect([movesIn(update({ ...at, ...message })), peopleIn(update({ ...at, ...message }))]).toEqual([[], []]);
});

it('takes somebody who asks to be let in for known, not for being there', () => {
  const asked = update({ ...at, from: person(1), user_chat_id: 1 }, 'chat_join_request');
  expect([moves(asked), peopleIn(asked).map(({ id }) => id)]).toEqual([[], [1]]);
});

it('knows when it was: the edit, not what was edited; a pressed button does not tell', () => {
  expect(momentOf(update({ date: 5 }))).toEqual(new Date(5_000));
  expect(momentOf(update({ date: 5, edit_date: 9 }, 'edited_message'))).toEqual(new Date(9_000));
  expect(momentOf(update({ from: person(1), message: { date: 5, chat: GROUP } }, 'callback_query'))).toBeNull();
});

it('finds both ids of a group that moves, in either of the two messages', () => {
  expect(migrationIn(update({ chat: { id: -5 }, migrate_to_chat_id: -1005 }))).toEqual({ from: -5, to: -1005 });
  expect(migrationIn(update({ chat: { id: -1005 }, migrate_from_chat_id: -5 }))).toEqual({ from: -5, to: -1005 });
  expect(migrationIn(update({ chat: { id: -5 }, text: 'hi' }))).toBeUndefined();
});

it('is never put off by what an update holds', () => {
  const kinds = fc.constantFrom('message', 'chat_member', 'my_chat_member', 'callback_query', 'poll');
  const events = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(fc.constantFrom('from', 'chat', 'new_chat_member', 'new_chat_members'), fc.jsonValue()),
  );
  fc.assert(
    fc.property(events, kinds, (event, kind) => {
      const strange = { update_id: 1, [kind]: event } as unknown as Update;
      const questions = [movesIn, peopleIn, botMoveIn, goerIn, migrationIn, momentOf];
      expect(() => questions.map((ask) => ask(strange))).not.toThrow();
    }),
  );
});
