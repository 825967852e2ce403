import { check, type Finding } from './checker';
import type { Evidence, UpdateRow } from './evidence';
import type { Written } from './writers';

const BOT = 1;
const CHAT = 501;
const GROUP = -100;

const text = (number: number, chatId = CHAT): Written => ({ botId: BOT, chatId, text: `text ${String(number)}` });
const update = (updateId: number, more: Partial<UpdateRow> = {}): UpdateRow => ({
  id: updateId,
  botId: BOT,
  updateId,
  lane: CHAT,
  status: 'processed',
  error: null,
  ...more,
});

/** Somebody wrote twice, and between the two came poison: nothing is wrong here. */
const clean: Evidence = {
  written: [text(1), text(2)],
  poison: [{ botId: BOT, updateId: 12, lane: CHAT, lethal: false }],
  answers: new Map([['200', 1], ['503', 2], ['none', 1]]), // prettier-ignore
  produced: new Set(['1 11', '1 13']),
  undelivered: 0,
  updates: [update(11), update(12, { status: 'failed', error: 'TypeError' }), update(13)],
  replies: [text(1), text(2)],
  arrived: [text(1), text(2)],
  rolls: { ours: [{ chat: String(GROUP), present: [7, 8] }], telegrams: [{ chat: String(GROUP), present: [7, 8] }] },
  chats: 1,
  stages: 1,
  people: { ours: [7, 8], telegrams: new Set([7, 8, 9]) },
  databaseStops: 0,
  fallen: [],
  emulatorProblems: [],
};

const lethal = [{ ...clean.poison[0], lethal: true }] as Evidence['poison'];
const ends = (count: number): string[] => Array.from({ length: count }, () => 'worker-0 ended by itself: null SIGKILL');
const findings = (evidence: Partial<Evidence>): string[] =>
  Object.entries(check({ ...clean, ...evidence }))
    .filter(([, examples]) => examples.length > 0)
    .map(([finding]) => finding);

it.each<[string, Partial<Evidence>]>([
  ['everything had its effect once', {}],
  ['an answer has not arrived yet', { arrived: [text(1)] }],
  ['a second copy of an answer arrived late', { arrived: [text(1), text(2), text(1)] }],
  ['a lethal update has ended four processes', { poison: lethal, fallen: ends(4) }],
  ['the database forgot how many', { poison: lethal, fallen: ends(6), databaseStops: 1 }],
])('is content when %s', (_, evidence) => {
  expect(findings(evidence)).toEqual([]);
});

it.each<[string, Finding[], Partial<Evidence>]>([
  ['an update is not stored', ['lostUpdates'], { produced: new Set(['1 11', '1 13', '1 14']) }],
  ['an update still waits at Telegram', ['lostUpdates'], { undelivered: 1 }],
  ['poison was acknowledged and is not stored', ['lostUpdates', 'stalledLanes'], { updates: [update(11), update(13)] }],
  [
    'an update was parked for no reason',
    ['unprocessed'],
    { updates: [update(11, { status: 'failed' }), ...clean.updates.slice(1)] },
  ],
  [
    'an update still waits',
    ['unprocessed', 'stalledLanes'],
    { updates: [...clean.updates.slice(0, 2), update(13, { status: 'pending' })] },
  ],
  ['poison is still tried', ['poisonNotParked'], { updates: [update(11), update(12, { status: 'pending' }), update(13)] }],
  [
    'poison was parked without a word',
    ['poisonNotParked'],
    { updates: [update(11), update(12, { status: 'failed' }), update(13)] },
  ],
  ['poison has had an effect', ['poisonNotParked'], { updates: [update(11), update(12), update(13)] }],
  ['a text was not answered', ['wrongEffects'], { replies: [text(1)] }],
  ['a text was answered twice', ['wrongEffects'], { replies: [text(1), text(1), text(2)] }],
  ['nobody wrote what was answered', ['wrongEffects'], { replies: [text(1), text(2), text(3)] }],
  ['there is a chat too many', ['wrongEffects'], { chats: 2 }],
  ['somebody is remembered whom only poison named', ['wrongEffects'], { people: { ...clean.people, ours: [7, 66] } }],
  ['a later text was answered first', ['orderBreaks'], { replies: [text(2), text(1)] }],
  ['answers arrived in another order', ['orderBreaks'], { arrived: [text(2), text(1)] }],
  [
    'somebody is in a group and not known to be',
    ['wrongRolls'],
    { rolls: { ...clean.rolls, ours: [{ chat: String(GROUP), present: [7] }] } },
  ],
  [
    'somebody has left a group and is thought to be there',
    ['wrongRolls'],
    { rolls: { ...clean.rolls, ours: [{ chat: String(GROUP), present: [7, 8, 9] }] } },
  ],
  ['poison was refused', ['wrongAnswers'], { answers: new Map([['401', 1]]) }],
  ['a process ended by itself', ['fallenProcesses'], { fallen: ['api-0 ended by itself: 1 null'] }],
  ['a process was ended by nothing lethal', ['fallenProcesses'], { fallen: ends(1) }],
  ['a lethal update has ended five processes', ['fallenProcesses'], { poison: lethal, fallen: ends(5) }],
  ['the emulator was called wrongly', ['emulatorProblems'], { emulatorProblems: ['There is no method x'] }],
])('finds out that %s', (_, expected, evidence) => {
  expect(findings(evidence).sort()).toEqual([...expected].sort());
});
