import { ConflictException, HttpException, NotFoundException } from '@nestjs/common';
import { AppError, type ErrorKind } from '../errors/app-error';
import { answerTo } from './problem';

class SampleError extends AppError {
  readonly code = 'sample.failed';
  override readonly fields = [{ field: 'name', message: 'name is taken' }];
  override readonly retryAfterSeconds = 7;

  constructor(readonly kind: ErrorKind) {
    super('It failed.');
  }
}

it.each<[ErrorKind, number]>([
  ['malformed', 400],
  ['unauthenticated', 401],
  ['forbidden', 403],
  ['not-found', 404],
  ['method-not-allowed', 405],
  ['timed-out', 408],
  ['conflict', 409],
  ['gone', 410],
  ['too-large', 413],
  ['unsupported', 415],
  ['invalid', 422],
  ['limited', 429],
  ['unavailable', 503],
])('an expected failure that is %s is answered with %i, its code, its words and its fields', (kind, status) => {
  const { problem, retryAfterSeconds } = answerTo(new SampleError(kind), 'r1');
  const errors = [{ field: 'name', message: 'name is taken' }];
  expect(problem).toMatchObject({
    type: 'about:blank',
    status,
    code: 'sample.failed',
    detail: 'It failed.',
    errors,
    requestId: 'r1',
  });
  expect(problem.title).not.toBe('Error');
  expect(retryAfterSeconds).toBe(7);
});

it.each([
  ['a connection that is refused', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
  ['a server that is shutting down', Object.assign(new Error('terminating'), { code: '57P01' })],
  ['a failure that a wrapper hides', Object.assign(new Error('query failed'), { driverError: { code: '57P03' } })],
  ['a connection that broke off', new Error('Connection terminated unexpectedly')],
  ['a closed database', Object.assign(new Error('database "x" is not currently accepting connections'), { code: '55000' })],
])('%s is answered with 503, because the database is away', (_, error) => {
  expect(answerTo(error, 'r1')).toMatchObject({ problem: { status: 503, code: 'service.unavailable' }, retryAfterSeconds: 5 });
});

it.each([
  [new NotFoundException('Cannot GET /secret'), 404, 'request.not_found'],
  [Object.assign(new Error('broken'), { statusCode: 400 }), 400, 'request.malformed'],
  [Object.assign(new Error('param too long'), { statusCode: 414 }), 414, 'request.address_too_long'],
  [new ConflictException('what nobody here throws'), 400, 'request.malformed'],
  [new HttpException('teapot', 418), 400, 'request.malformed'],
])('a refusal of the framework is told in our words: %s', (error, status, code) => {
  const { problem } = answerTo(error, 'r1');
  expect(problem).toMatchObject({ status, code });
  expect(JSON.stringify(problem)).not.toContain(error.message);
});

it.each([
  new TypeError('secret is undefined'),
  'a text',
  null,
  undefined,
  { statusCode: 200 },
  Object.assign(new Error('x'), { statusCode: 502 }),
])('what nobody expected tells nothing but the id of the request: %s', (error) => {
  const { problem } = answerTo(error, 'r1');
  expect(problem).toMatchObject({ status: 500, code: 'internal', requestId: 'r1' });
  expect(JSON.stringify(problem)).not.toContain('secret is undefined');
});

it('what refers to something that was deleted at the same moment is a conflict, not a failure of ours', () => {
  const refused = Object.assign(new Error('violates foreign key constraint'), { code: '23503' });
  expect(answerTo(refused, 'r1').problem).toMatchObject({ status: 409, code: 'request.reference_gone' });
});
