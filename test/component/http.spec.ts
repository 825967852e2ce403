import * as fc from 'fast-check';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Lifecycle } from '@app/platform';
import { TestChappe, type TestAccount } from '../support/chappe';
import { rawRequest } from '../support/raw-request';
import { documentedRoutes } from '../support/routes';
import { WebhookDoor } from '../support/webhook-door';
import { containing, including, matching } from '../support/like';

const METRICS_TOKEN = 'only-prometheus-knows';

let chappe: TestChappe;
let ann: TestAccount;

beforeAll(async () => {
  chappe = await TestChappe.start({ settings: { METRICS_TOKEN, CORS_ORIGINS: 'https://cabinet.example' } });
  ann = await chappe.register('ann');
});

afterAll(async () => {
  await chappe.stop();
});

describe('headers', () => {
  it('forbid browsers to guess, to frame and to keep', async () => {
    for (const path of ['/health/live', '/api/v1/account', '/nowhere', '/openapi.json']) {
      const { headers } = await chappe.api.get(path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });

  it('let a page of an allowed origin call every method, and read what is told beside the body', async () => {
    const preflight = await chappe.api.call('OPTIONS', 'messages/x', undefined, {
      headers: { origin: 'https://cabinet.example', 'access-control-request-method': 'DELETE' },
    });
    expect(preflight.status).toBe(204);
    const methods = preflight.headers.get('access-control-allow-methods')?.split(/, ?/);
    expect(methods).toEqual(including(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']));
    const answer = await chappe.api.get('account', { headers: { origin: 'https://cabinet.example' } });
    const exposed = answer.headers.get('access-control-expose-headers')?.split(/, ?/);
    expect(exposed).toEqual(including(['x-request-id', 'retry-after', 'ratelimit', 'content-disposition', 'location']));
  });

  it('let in pages of the allowed origins only', async () => {
    const originFor = async (origin: string) =>
      (await chappe.api.get('account', { headers: { origin } })).headers.get('access-control-allow-origin');
    expect(await originFor('https://cabinet.example')).toBe('https://cabinet.example');
    expect(await originFor('https://evil.example')).not.toBe('https://evil.example');
  });

  it('are what HEAD answers', async () => {
    expect(await chappe.api.call('HEAD', '/health/live')).toMatchObject({ status: 200, text: '' });
    expect(await chappe.api.call('HEAD', 'account')).toMatchObject({ status: 401, text: '' });
  });
});

describe('what describes the API', () => {
  it('names every operation once, with what it answers', async () => {
    const { status, body } = await chappe.api.get<{
      openapi: string;
      paths: Record<string, Record<string, { operationId: string; responses: object }>>;
    }>('/openapi.json');
    expect([status, body.openapi]).toEqual([200, '3.1.0']);
    const operations = Object.values(body.paths).flatMap((methods) => Object.values(methods));
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { responses } of operations) expect(Object.keys(responses)).toContainEqual(matching(/^20[0-4]$/));
    expect(Object.keys(body.paths)).toEqual(
      including(['/api/v1/auth/register', '/api/v1/messages/{id}', '/api/v1/cabinet/bot-tokens']),
    );
    expect(Object.keys(body.paths).filter((path) => !path.startsWith('/api/v1/'))).toEqual([]); // no webhook, health, metrics
  });

  it('is where a browser is sent that opens the bare address', async () => {
    const answer = await rawRequest(chappe.api.root, { method: 'GET', path: '/' });
    expect([answer.status, answer.headers.location]).toEqual([302, '/docs']);
  });

  it('is there as a page, with scripts of its own only', async () => {
    const { status, headers } = await chappe.api.get('/docs');
    expect([status, headers.get('content-type')]).toEqual([200, containing('text/html')]);
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
  });
});

describe('figures', () => {
  it('are for those who know the token', async () => {
    const figures = await chappe.api.get('/metrics', { token: METRICS_TOKEN });
    expect(figures.text).toMatch(/^chappe_messages_open 0$/m);
    expect(figures.headers.get('content-type')).toMatch(/^text\/plain/);
    for (const token of [undefined, 'wrong', `${METRICS_TOKEN}x`, ann.accessToken]) {
      expect(await chappe.api.get('/metrics', { token })).toMatchObject({ status: 404 });
    }
  });
});

describe('whatever is sent', () => {
  const unit = fc.oneof(
    fc.constantFrom('\0', '\ud800', '\udfff', '\u202e', '"', '%', '\n', '😀', "'", '\\'),
    fc.string({ minLength: 1, maxLength: 3 }),
  );
  const text = fc.oneof(
    fc.array(unit, { maxLength: 12 }).map((units) => units.join('')),
    fc.constantFrom(
      '018f0000-0000-7000-8000-000000000000',
      '9007199254740993',
      '-1',
      '',
      'x'.repeat(3_000),
      '2025-13-45',
      '1e999',
      'A'.repeat(22),
    ),
  );
  const number = fc.constantFrom(0, -0, -1, 1.5, 2 ** 53, 2 ** 63, 1e308, -1e-300);
  const { value } = fc.letrec<{ value: unknown; leaf: unknown }>((tie) => ({
    leaf: fc.oneof(text, number, fc.boolean(), fc.constant(null)),
    value: fc.oneof(
      { maxDepth: 3 },
      tie('leaf'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(text, tie('value'), { maxKeys: 3 }),
    ),
  }));
  const FIELDS = [
    'login',
    'password',
    'email',
    'username',
    'name',
    'refreshToken',
    'token',
    'type',
    'text',
    'chatId',
    'parseMode',
    'delivery',
    'code',
    'expiresAt',
    'telegramId',
    'firstName',
    'languageCode',
    'isBot',
  ];
  const body = fc.oneof(
    { weight: 5, arbitrary: fc.dictionary(fc.constantFrom(...FIELDS), fc.oneof(text, value), { maxKeys: 6 }) },
    { weight: 1, arbitrary: value },
  );
  const query = fc.dictionary(fc.oneof(fc.constantFrom('limit', 'cursor'), text), text, { maxKeys: 3 });
  const encode = (part: string) => encodeURIComponent(part.toWellFormed());

  it('is never answered with a 5xx', async () => {
    const routes = (await documentedRoutes(chappe.api)).filter(({ path }) => !path.endsWith('/logout'));
    const request = fc.record({
      route: fc.constantFrom(...routes),
      id: text,
      query,
      body,
      key: fc.option(fc.constantFrom('k', 'k k', 'ü')),
    });
    const property = fc.asyncProperty(request, async ({ route, id, query: pairs, body: sent, key }) => {
      const search = Object.entries(pairs)
        .map(([name, part]) => `${encode(name)}=${encode(part)}`)
        .join('&');
      const path = `${route.path.replace('{id}', encode(id))}?${search}`;
      const headers: Record<string, string> = key === null ? {} : { 'idempotency-key': key };
      const answer = await chappe.api.call(route.method, path, route.body ? sent : undefined, {
        token: ann.accessToken,
        headers,
      });
      expect(answer.status).toBeLessThan(500);
      if (answer.status >= 400) expect(answer.body.status).toBe(answer.status);
    });
    await fc.assert(property, { numRuns: 300 });
  });

  it.each([
    ['auth/register', (hole: string) => ({ username: `u${String(Date.now())}`, password: '12345678', name: hole })],
    ['auth/token', (hole: string) => ({ login: hole, password: hole })],
    ['telegram-users', (hole: string) => ({ telegramId: '5', firstName: hole, username: hole })],
    ['cabinet/bot-tokens', (hole: string) => ({ code: hole, name: hole })],
    ['messages', (hole: string) => ({ type: 'text', text: hole, chatId: '018f0000-0000-7000-8000-000000000000' })],
  ])('in a field of an otherwise good request to %s is kept or refused', async (path, bodyWith) => {
    const property = fc.asyncProperty(text, async (hole) => {
      expect((await chappe.api.post(path, bodyWith(hole), { token: ann.accessToken })).status).toBeLessThan(500);
    });
    await fc.assert(property, { numRuns: 25, examples: [['a\0b'], ['\ud800']] });
  });

  it('to the webhook with the right secret is kept or refused, and stops nobody', async () => {
    const door = await WebhookDoor.of(chappe);
    const update = fc.tuple(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.constantFrom('message', 'callback_query', 'my_chat_member', 'x'),
      value,
    );
    const property = fc.asyncProperty(update, async ([id, kind, content]) => {
      expect([200, 400]).toContain((await door.post({ update_id: id, [kind]: content })).status);
    });
    await fc.assert(property, { numRuns: 100 });
    await chappe.sql.rows(`update updates set next_try_at = now()`);
    expect(await chappe.readCode(chappe.person('later'))).toMatch(/^\w{4}-\w{4}$/);
  });
});

it('a process that stops is alive but not ready, and sends its clients to another one', async () => {
  const ready = await chappe.api.get('/health/ready');
  expect(ready).toMatchObject({ status: 200, body: { status: 'ok' } });
  expect(ready.headers.get('connection')).toBe('keep-alive');
  await Promise.all(chappe.app.get(Lifecycle).beginDraining());
  const live = await chappe.api.get('/health/live');
  expect(live).toMatchObject({ status: 200 });
  expect(live.headers.get('connection')).toBe('close');
  const answer = await chappe.api.get('/health/ready');
  expect(answer).toMatchObject({ status: 503, body: { code: 'service.stopping' } });
  expect(answer.headers.get('retry-after')).toBe('5');
});

it('who has connected and says nothing, or half of something, holds nobody up who closes', async () => {
  const closing = await TestChappe.start();
  const sockets = ['', 'GET /health/li'].map((words) => {
    const socket = connect(Number(process.env.PORT), '127.0.0.1');
    socket.write(words);
    return socket;
  });
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  await closing.api.get('/health/live'); // they have been accepted before this was
  const ended = Promise.all(sockets.map((socket) => once(socket, 'close')));
  await closing.stop();
  await ended;
});
