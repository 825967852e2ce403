import { resultOfAnswer, resultOfError } from './call-result';

const refusal = (status: number, description: string, parameters?: object) =>
  resultOfAnswer(status, JSON.stringify({ ok: false, error_code: status, description, parameters }));

describe('what an answer of Telegram means', () => {
  it('takes a 200 with ok as done', () => {
    expect(resultOfAnswer(200, '{"ok":true,"result":{"message_id":7}}')).toEqual({ kind: 'done', result: { message_id: 7 } });
  });

  it.each([
    [400, 'Bad Request: chat not found', { kind: 'refused', status: 400 }],
    [404, 'Not Found', { kind: 'refused', status: 404 }],
    [403, 'Forbidden: bot was blocked by the user', { kind: 'unreachable' }],
    [401, 'Unauthorized', { kind: 'revoked' }],
    [400, "Bad Request: can't parse entities: Can't find end tag", { kind: 'unparsable' }],
    [400, "Bad Request: can't parse MessageEntity: Unsupported type specified", { kind: 'unparsable' }],
    [400, 'Bad Request: ENTITIES_TOO_LONG', { kind: 'unparsable' }],
    [400, 'Bad Request: failed to send message #2 with the error message "ENTITIES_TOO_LONG"', { kind: 'unparsable' }],
  ])('%i %s', (status, description, expected) => {
    expect(refusal(status, description)).toMatchObject({ ...expected, description });
  });

  it('reads how long to wait from a 429, and waits a second when it says nothing', () => {
    expect(refusal(429, 'Too Many Requests', { retry_after: 35 })).toMatchObject({ kind: 'limited', retryAfterSeconds: 35 });
    expect(refusal(429, 'Too Many Requests')).toMatchObject({ kind: 'limited', retryAfterSeconds: 1 });
  });

  it('reads what an album says of one of its messages', () => {
    const album = (words: string) => refusal(400, `Bad Request: failed to send message #1 with the error message "${words}"`);
    expect(album('Too Many Requests: retry after 8')).toMatchObject({ kind: 'limited', retryAfterSeconds: 8 });
    expect(album('Forbidden: bot was blocked by the user')).toMatchObject({ kind: 'unreachable' });
    expect(album('PHOTO_INVALID_DIMENSIONS')).toMatchObject({ kind: 'refused', status: 400 });
    expect(refusal(400, 'Bad Request: "Too Many Requests: retry after 8" is no chat')).toMatchObject({ kind: 'refused' });
  });

  it('follows a group that became a supergroup', () => {
    const moved = refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: -1001234567890,
    });
    expect(moved).toMatchObject({ kind: 'moved', toTelegramId: -1001234567890 });
  });

  it.each([
    [502, '<html>Bad Gateway</html>'],
    [500, '{"ok":false,"error_code":500,"description":"Internal Server Error: restart"}'],
    [200, '{"ok":true,"result":{"messag'],
    [200, 'null'],
    [408, '<html>Request Time-out</html>'],
    [302, '<html>Found</html>'],
  ])('does not know what became of the call after %i %s', (status, body) => {
    expect(resultOfAnswer(status, body).kind).toBe('ambiguous');
  });
});

it.each([400, 401, 403, 404, 407, 413, 429])(
  'a page with %i, which is not Telegram’s, means that the call did not happen',
  (status) => {
    expect(resultOfAnswer(status, '<html>nginx</html>')).toMatchObject({ kind: 'not-sent', page: status });
  },
);

describe('what an error of the connection means', () => {
  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED', 'SELF_SIGNED_CERT_IN_CHAIN'])(
    '%s: certainly not sent',
    (code) => {
      expect(resultOfError(Object.assign(new Error('x'), { code })).kind).toBe('not-sent');
    },
  );

  it.each(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_ABORTED'])(
    '%s: ambiguous',
    (code) => {
      expect(resultOfError(Object.assign(new Error('x'), { code })).kind).toBe('ambiguous');
    },
  );

  it('looks into causes and aggregates, and takes what it does not know for ambiguous', () => {
    expect(resultOfError(new Error('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) })).kind).toBe(
      'not-sent',
    );
    expect(resultOfError(new AggregateError([Object.assign(new Error(), { code: 'ECONNREFUSED' })])).kind).toBe('not-sent');
    expect(resultOfError(new Error('?')).kind).toBe('ambiguous');
  });
});
