import type { CallResult } from '@app/telegram';
import type { Claimed } from './claimed';
import { expired, fileGone, outcomeOf, unreachable, unsendable } from './outcome';

const MESSAGE: Claimed = {
  id: 'message',
  attempt: 1,
  botId: 'bot',
  chatId: 'chat',
  method: 'sendMessage',
  text: 'hi',
  payload: {},
  heading: null,
  delivery: 'at_least_once',
  formattingFallback: 'plain',
  formattingDropped: false,
  photoFallback: 'document',
  sentAsDocument: false,
  ambiguities: 0,
  part: 0,
  partsLeft: 0,
  fileIds: [],
  accountId: null,
  target: null,
  paid: false,
  claimedAt: new Date(0),
  telegramId: 7,
  reachable: true,
  expired: false,
};

const refused = (status: number, description: string): CallResult => ({ kind: 'refused', status, description });
const anyTextWith = (words: string): unknown => expect.stringContaining(words);
const ambiguous: CallResult = { kind: 'ambiguous', reason: 'ECONNRESET' };
const unparsable: CallResult = { kind: 'unparsable', description: "can't parse entities" };

describe('what an answer means for a message', () => {
  it.each<[string, Partial<Claimed>, CallResult, object, object?]>([
    [
      'done',
      {},
      { kind: 'done', result: { message_id: 9 } },
      { status: 'sent', outcome: 'sent', telegramMessageIds: [9], sentTo: 7 },
    ],
    ['done without a message', {}, { kind: 'done', result: true }, { status: 'sent', telegramMessageIds: [] }],
    [
      'not sent',
      {},
      { kind: 'not-sent', reason: 'ECONNREFUSED' },
      { status: 'queued', outcome: 'not_sent', waitingFor: 'telegram_unreachable', holdSeconds: 1, detail: 'ECONNREFUSED' },
    ],
    [
      'limited',
      {},
      { kind: 'limited', retryAfterSeconds: 35, description: 'slow down' },
      { status: 'queued', outcome: 'limited', waitingFor: 'rate_limit', holdSeconds: 35, ambiguous: false },
      { kind: 'chat-limited', seconds: 35 },
    ],
    [
      'moved',
      {},
      { kind: 'moved', toTelegramId: -1001, description: 'upgraded' },
      { status: 'queued', outcome: 'moved', holdSeconds: 0.5 },
      { kind: 'chat-moved', toTelegramId: -1001 },
    ],
    ['unparsable', {}, unparsable, { status: 'queued', outcome: 'unparsable', formattingDropped: true }],
    ['unparsable, twice', { formattingDropped: true }, unparsable, { status: 'failed', failureCode: 'telegram.400' }],
    [
      'unparsable, and plain is forbidden',
      { formattingFallback: 'fail' },
      unparsable,
      { status: 'failed', formattingDropped: false },
    ],
    [
      'refused',
      {},
      refused(400, 'no rights'),
      { status: 'failed', outcome: 'refused', failureCode: 'telegram.400', detail: 'no rights' },
    ],
    [
      'unreachable',
      {},
      { kind: 'unreachable', description: 'blocked' },
      { status: 'failed', failureCode: 'telegram.403', detail: 'blocked' },
      { kind: 'chat-unreachable' },
    ],
    [
      'revoked',
      {},
      { kind: 'revoked', description: 'Unauthorized' },
      { status: 'queued', waitingFor: 'bot_token' },
      { kind: 'bot-revoked' },
    ],
    [
      'ambiguous',
      {},
      ambiguous,
      { status: 'queued', outcome: 'ambiguous', waitingFor: 'second_try', ambiguous: true, possibleDuplicate: true },
    ],
    ['ambiguous, twice', { ambiguities: 1 }, ambiguous, { status: 'uncertain', failureCode: 'messaging.answer_lost' }],
    [
      'ambiguous, at most once',
      { delivery: 'at_most_once' },
      ambiguous,
      { status: 'uncertain', possibleDuplicate: false, ambiguous: false },
    ],
    ['ambiguous edit', { method: 'editMessageText' }, ambiguous, { status: 'queued', possibleDuplicate: false, ambiguous: true }],
    ['ambiguous edit, at most once', { method: 'editMessageText', delivery: 'at_most_once' }, ambiguous, { status: 'queued' }],
    ['ambiguous edit, too often', { method: 'editMessageText', ambiguities: 5 }, ambiguous, { status: 'uncertain' }],
    [
      'an edit that was done before',
      { method: 'editMessageText' },
      refused(400, 'Bad Request: message is not modified'),
      { status: 'sent' },
    ],
    [
      'refused after an answer was lost',
      { ambiguities: 1 },
      refused(400, 'no rights'),
      { status: 'uncertain', outcome: 'refused', failureCode: 'messaging.answer_lost', detail: anyTextWith('no rights') },
    ],
    [
      'unreachable after an answer was lost',
      { ambiguities: 1 },
      { kind: 'unreachable', description: 'blocked' },
      { status: 'uncertain' },
      { kind: 'chat-unreachable' },
    ],
    [
      'an edit that is refused after an answer was lost',
      { ambiguities: 1, method: 'editMessageText' },
      refused(400, 'no rights'),
      { status: 'failed' },
    ],
    ['a message that says it is not modified', {}, refused(400, 'Bad Request: message is not modified'), { status: 'failed' }],
  ])('%s', (_, message, result, ...[settlement, consequence]) => {
    const outcome = outcomeOf({ ...MESSAGE, ...message }, result);
    expect(outcome.settlement).toMatchObject({ id: 'message', attempt: 1, ...settlement });
    expect(outcome.consequence).toEqual(consequence);
  });

  it('pauses longer and longer, up to a minute, while Telegram cannot be reached', () => {
    const pauses = [1, 2, 3, 6, 7, 8, 1_000].map(
      (attempt) => outcomeOf({ ...MESSAGE, attempt }, { kind: 'not-sent', reason: 'x' }).settlement.holdSeconds,
    );
    expect(pauses).toEqual([1, 2, 4, 32, 60, 60, 60]);
  });

  it('tells what waited too long without having called', () => {
    expect(expired(MESSAGE)).toMatchObject({ status: 'expired', outcome: 'not_sent', failureCode: null });
  });

  it.each([expired, unreachable, fileGone, unsendable])(
    'does not say that nothing was sent after an answer was lost (%p)',
    (end) => {
      expect(end({ ...MESSAGE, ambiguities: 1 })).toMatchObject({ status: 'uncertain', failureCode: 'messaging.answer_lost' });
    },
  );

  it('tells an unreachable chat without having called', () => {
    expect(unreachable(MESSAGE)).toMatchObject({
      status: 'failed',
      failureCode: 'messaging.chat_unreachable',
      outcome: 'refused',
    });
  });
});
