import { readStorm, type StormCall } from './storm-ledger';

const call = (at: number, chat: number, retryAfter?: number): StormCall => ({
  at,
  takenAt: at,
  botId: 1,
  params: { chat_id: chat },
  status: retryAfter === undefined ? 200 : 429,
  answer: retryAfter === undefined ? { ok: true } : { parameters: { retry_after: retryAfter } },
});

it('is content when a chat is called again after its time, and others meanwhile', () => {
  const calls = [call(0, 7, 3), call(1_000, 8), call(3_001, 7)];
  expect(readStorm(calls)).toEqual({ held: 1, earlyCalls: [], callsWhileFlooded: [] });
});

it('finds a call before its time', () => {
  expect(readStorm([call(0, 7, 3), call(2_999, 7)]).earlyCalls).toHaveLength(1);
});

it('finds a call of a bot of which three chats were limited within seconds, but for what was on its way', () => {
  const limited = [call(0, 7, 9), call(1_000, 8, 9), call(2_000, 9, 9)];
  expect(readStorm([...limited, call(3_500, 10)]).callsWhileFlooded).toEqual([]);
  expect(readStorm([...limited, call(3_501, 10)]).callsWhileFlooded).toHaveLength(1);
  expect(readStorm([...limited, { ...call(9_000, 10), takenAt: 3_500 }]).callsWhileFlooded).toEqual([]);
  expect(readStorm([...limited.slice(1), call(3_501, 10)]).callsWhileFlooded).toEqual([]);
});
