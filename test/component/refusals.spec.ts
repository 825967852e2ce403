import { once } from 'node:events';
import { connect } from 'node:net';
import { TestChappe } from '../support/chappe';
import { anyText, matching } from '../support/like';

let chappe: TestChappe;

beforeAll(async () => {
  chappe = await TestChappe.start();
});

afterAll(async () => {
  await chappe.stop();
});

describe('errors', () => {
  it.each([
    ['GET', '/nowhere', 404],
    ['GET', '/api/v1/nowhere', 404],
    ['PUT', '/api/v1/auth/token', 405],
    ['DELETE', '/health/live', 405],
    ['GET', '/telegram/webhook/anything', 405],
    ['GET', '/api/v1/messages/%zz', 400],
    ['GET', `/api/v1/messages/${'x'.repeat(201)}`, 414],
    ['GET', '/api/v1//account', 404],
    ['POST', '/telegram/webhook/', 401],
    ['GET', '/telegram/webhook/../../api/v1/account', 401],
  ])('%s %s is answered with problem+json', async (method, path, status) => {
    const answer = await chappe.api.call(method, path);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('x-request-id')).toBe(answer.body.requestId);
    expect(answer.body).toEqual({
      type: 'about:blank',
      title: anyText,
      status,
      code: matching(/^[a-z_]+\.[a-z_]+$/),
      detail: anyText,
      requestId: matching(/^[0-9a-f-]{36}$/),
    });
  });

  it('carry the id of the request in the body and in a header', async () => {
    const { headers, body } = await chappe.api.get('account');
    expect(headers.get('x-request-id')).toBe(body.requestId);
  });

  it.each([
    ['a form', 'application/x-www-form-urlencoded', 'login=ann', 415],
    ['plain text', 'text/plain', '{}', 415],
    ['no type', '', '{}', 415],
    ['broken JSON', 'application/json', '{"login":', 400],
    ['an empty body', 'application/json', '', 400],
    ['a list', 'application/json', '[]', 400],
    ['a prototype', 'application/json', '{"__proto__":{"login":"x"},"password":"x"}', 400],
    ['a field that every object has', 'application/json', '{"toString":1,"login":"x","password":"x"}', 400],
    ['a constructor', 'application/json', '{"constructor":{"prototype":{"a":1}}}', 400],
    ['deep nesting', 'application/json', `{"login":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 400],
    ['a lone surrogate in a name of a field', 'application/json', '{"\\ud800":1}', 400],
    ['more than 256 kB', 'application/json', `{"login":"${'x'.repeat(256 * 1_024)}"}`, 413],
  ])('for %s are told apart', async (_, type, raw, status) => {
    const answer = await chappe.api.post('auth/token', undefined, { raw, headers: { 'content-type': type } });
    expect(answer).toMatchObject({ status, body: { status } });
  });
});

describe('a request with too much in it', () => {
  const many = (count: number, name: (index: number) => string) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [name(index), 1]));

  it.each([
    ['20,000 fields', many(20_000, (index) => `k${String(index)}`)],
    ['150 fields with long names', many(150, (index) => 'n'.repeat(1_000) + String(index))],
    ['a long list', { login: 'a', password: Array.from({ length: 50_000 }, () => 1) }],
    ['many lists', { type: 'text', keyboard: { inline: Array.from({ length: 9_000 }, () => [1]) } }],
    ['one long wrong value', { login: { ['x'.repeat(100_000)]: '\ud800' } }],
  ])('(%s) is refused in few words', async (_, body) => {
    for (const path of ['auth/token', 'auth/register', 'messages']) {
      const raw = JSON.stringify(body);
      const answer = await chappe.api.post(path, undefined, { raw, headers: { 'content-type': 'application/json' } });
      expect([400, 401]).toContain(answer.status);
      expect(answer.text.length).toBeLessThan(16_000);
    }
  });

  it('tells of twenty things that are wrong, and how many more there are', async () => {
    const { body } = await chappe.api.post<{ errors: { message: string }[] }>(
      'auth/token',
      many(30, (index) => `k${String(index)}`),
    );
    expect(body.errors).toHaveLength(21);
    expect(body.errors.at(-1)?.message).toBe('and 12 more');
  });
});

describe('a method that an address does not take', () => {
  it.each([
    ['PUT', '/api/v1/auth/token', 'POST, OPTIONS'],
    ['DELETE', '/api/v1/messages', 'GET, HEAD, POST, OPTIONS'],
    ['POST', '/api/v1/account', 'GET, HEAD, PATCH, DELETE, OPTIONS'],
    ['PUT', '/api/v1/bots/018f0000-0000-7000-8000-000000000000', 'GET, HEAD, PATCH, DELETE, OPTIONS'],
    ['PATCH', '/docs', 'GET, HEAD, OPTIONS'],
  ])('%s %s is refused with those that it takes: %s', async (method, path, allow) => {
    const answer = await chappe.api.call(method, path);
    expect(answer).toMatchObject({ status: 405, body: { code: 'request.method_not_allowed', detail: matching(/It takes/) } });
    expect(answer.headers.get('allow')).toBe(allow);
    const asked = await chappe.api.call('OPTIONS', path);
    expect([asked.status, asked.headers.get('allow')]).toEqual([204, allow]);
  });

  it('is not looked for where there is no such address', async () => {
    expect(await chappe.api.call('PUT', 'nowhere')).toMatchObject({ status: 404 });
  });
});

/** Sends bytes, and answers all that comes back until the connection is closed. */
function exchange(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(chappe.api.root).port), '127.0.0.1');
    let heard = '';
    socket.setEncoding('utf8').on('data', (text: string) => (heard += text));
    socket.on('error', reject).on('close', () => {
      resolve(heard);
    });
    socket.write(bytes);
  });
}

describe('what the HTTP parser cannot read', () => {
  it.each([
    ['garbage', 'hello\r\n\r\n', 400],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400],
    ['headers without end', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['an expectation', 'POST / HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\nContent-Length: 1\r\n\r\n', 417],
    ['bytes behind a whole request', 'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\nhello\r\n\r\n', 400],
  ])('(%s) is answered as a problem, and said to be the last on its connection', async (_, bytes, status) => {
    const heard = await exchange(bytes);
    const at = heard.indexOf(`HTTP/1.1 ${String(status)} `);
    const [head = '', body = ''] = heard.slice(at).split('\r\n\r\n');
    expect(head).toMatch(/content-type: application\/problem\+json/i);
    expect(head).toMatch(/connection: close/i);
    const problem = JSON.parse(body) as { code: string; status: number; requestId: string };
    expect(problem).toMatchObject({ status, code: matching(/^request\./) });
    expect(head).toContain(problem.requestId);
  });
});

describe('a client that waits for 100 Continue', () => {
  const upload = (path: string, authorization: string): Promise<string> =>
    exchange(
      `POST ${path} HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Type: multipart/form-data; boundary=b\r\n` +
        `Content-Length: 9000000\r\n${authorization}\r\n`,
    );

  it('is not asked for a file without a token, nor for an update without a secret', async () => {
    for (const path of ['/api/v1/files', '/telegram/webhook/x']) expect(await upload(path, '')).toMatch(/^HTTP\/1\.1 401 /);
  });

  it('is asked for it when it may upload', async () => {
    const { accessToken } = await chappe.register('patient');
    const socket = connect(Number(new URL(chappe.api.root).port), '127.0.0.1').setEncoding('utf8');
    const part = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhello\r\n--b--\r\n';
    socket.write(
      `POST /api/v1/files HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Type: multipart/form-data; boundary=b\r\n` +
        `Content-Length: ${String(part.length)}\r\nAuthorization: Bearer ${accessToken}\r\nConnection: close\r\n\r\n`,
    );
    const [asked] = (await once(socket, 'data')) as [string];
    expect(asked).toMatch(/^HTTP\/1\.1 100 /);
    socket.write(part);
    expect(((await once(socket, 'data')) as [string])[0]).toMatch(/^HTTP\/1\.1 201 /);
    socket.destroy();
  });
});

describe('the Host header', () => {
  const statusFor = async (headers: string, version = '1.1'): Promise<number> => {
    const heard = await exchange(`GET /health/live HTTP/${version}\r\n${headers}Connection: close\r\n\r\n`);
    return Number(/^HTTP\/1\.1 (\d+)/.exec(heard)?.[1]);
  };

  it.each(['Host: a\r\nHost: b\r\n', 'Host: a b<>\r\n', 'Host: \r\n', 'Host: a/b\r\n', ''])(
    'is refused as %j',
    async (headers) => {
      expect(await statusFor(headers)).toBe(400);
    },
  );

  it.each(['Host: chappe.example.org\r\n', 'Host: a_b:80\r\n', 'Host: [::1]:3000\r\n', 'Host: 10.0.0.1\r\n'])(
    'is taken as %j',
    async (headers) => {
      expect(await statusFor(headers)).toBe(200);
    },
  );

  it('may be missing in HTTP/1.0, which some proxies speak', async () => {
    expect(await statusFor('', '1.0')).toBe(200);
  });
});
