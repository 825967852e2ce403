import { newId } from '@app/platform';
import { TestChappe } from '../support/chappe';
import { documentedRoutes, type Route } from '../support/routes';
import { everybody, MATRIX, type Rule } from './authorization-matrix';
import { PRINCIPALS, Scene } from './authorization-scene';
import { nameOf, nothingSeen, Walk } from './authorization-walk';

const seen = nothingSeen();

let chappe: TestChappe;
let routes: Route[];
let scene: Scene;

beforeAll(async () => {
  chappe = await TestChappe.start({ settings: { MAX_BOTS_PER_ACCOUNT: '1000' } });
  routes = await documentedRoutes(chappe.api);
  scene = await Scene.set(chappe);
  for (const route of routes) {
    const rule = MATRIX[nameOf(route)];
    if (rule) await new Walk(route, rule, rule.endsSession ? await Scene.set(chappe) : scene).note(seen);
  }
}, 120_000);

afterAll(async () => {
  await chappe.stop();
});

it('every documented route stands in the matrix, and nothing else does', () => {
  const isInPath = ({ thing, names, body }: Rule) =>
    names !== undefined || (thing !== undefined && (thing !== 'chat' || body === undefined));
  const ruled = (wanted: (rule: Rule) => boolean) =>
    Object.entries(MATRIX).flatMap(([name, rule]) => (wanted(rule) ? [name] : []));
  const documented = (wanted: (route: Route) => boolean) => routes.filter(wanted).map(nameOf).sort();
  expect(routes.length).toBeGreaterThan(30);
  expect(documented(() => true)).toEqual(ruled(() => true).sort());
  expect(documented(({ path }) => path.includes('{'))).toEqual(ruled(isInPath).sort());
  expect(documented(({ body }) => body)).toEqual(ruled(({ body }) => body !== undefined).sort());
  expect(documented(({ open }) => open)).toEqual(ruled(({ may }) => may === everybody).sort());
});

it('everybody may call what the matrix says, and nothing else', () => {
  expect(Object.keys(seen.outcomes)).toHaveLength(routes.length * PRINCIPALS.length);
  expect(seen.outcomes).toEqual(seen.expected);
});

it('what is somebody else’s is refused in the words in which what does not exist is refused', () => {
  expect(seen.telling).toEqual([]);
});

it('whoever is refused changes nothing', () => {
  expect(seen.touched).toEqual([]);
});

it('no answer shows somebody what is somebody else’s', () => {
  expect(seen.shown.length).toBeGreaterThan(8);
  expect(seen.leaks).toEqual([]);
});

describe('of all that is not open to everybody', () => {
  /** The status of every closed route that is not 401 when it is called like this. */
  async function opened(options: { token?: string; headers?: Record<string, string> }, query = ''): Promise<string[]> {
    const closed = routes.filter(({ open }) => !open);
    expect(closed.length).toBeGreaterThan(20);
    const answers = closed.map(async ({ method, path }) => {
      const address = written(path.replace('{id}', newId())) + query;
      const headers = { origin: chappe.api.root, ...options.headers };
      const { status } = await chappe.api.call(method, address, undefined, { ...options, headers });
      return status === 401 ? [] : [`${method} ${address} ${String(status)}`];
    });
    return (await Promise.all(answers)).flat();
  }

  /** What stands in the cookie of a new session of the member. */
  async function cookieText(): Promise<string> {
    const { name: login, password } = scene.member;
    const answer = await chappe.api.post('auth/session', { login, password }, { headers: { origin: chappe.api.root } });
    const [, text] = /^chappe_session=(chc_[^;]+)/.exec(answer.headers.get('set-cookie') ?? '') ?? [];
    if (text === undefined) throw new Error(`no cookie: ${answer.text}`);
    return text;
  }

  let written = (path: string): string => path;
  const percented = (path: string): string =>
    path.replace(/\/([a-z])/g, (_, letter: string) => `/%${letter.charCodeAt(0).toString(16)}`);

  afterEach(() => {
    written = (path) => path;
  });

  it('a login and a password open nothing', async () => {
    const { name, password } = scene.member;
    const basic = Buffer.from(`${name}:${password}`).toString('base64');
    expect(await opened({ headers: { authorization: `Basic ${basic}` } })).toEqual([]);
  });

  it('tokens open nothing where no token belongs', async () => {
    const { member = '', botToken = '' } = scene.tokens;
    for (const token of [member, botToken]) {
      for (const scheme of ['', 'Token ', 'Basic ', 'JWT ']) {
        expect(await opened({ headers: { authorization: `${scheme}${token}` } })).toEqual([]);
      }
      for (const name of ['access_token', 'accessToken', 'token', 'auth_token', 'jwt', 'authorization']) {
        expect(await opened({}, `?${name}=${token}`)).toEqual([]);
      }
      for (const name of ['access_token', 'accessToken', 'token', 'jwt', 'chappe_session', '__Host-chappe_session']) {
        expect(await opened({ headers: { cookie: `${name}=${token}` } })).toEqual([]);
      }
      expect(await opened({ headers: { 'x-access-token': token, 'x-api-key': token, 'x-auth-token': token } })).toEqual([]);
    }
  });

  it('a refresh token and the text of a cookie open nothing as an access token', async () => {
    const { refreshToken } = await scene.signIn(scene.member);
    for (const token of [refreshToken, await cookieText()]) expect(await opened({ token })).toEqual([]);
  });

  it('a cookie whose session has ended opens nothing', async () => {
    const headers = { cookie: `chappe_session=${await cookieText()}`, origin: chappe.api.root };
    expect(await chappe.api.get('telegram-users', { headers })).toMatchObject({ status: 200 });
    expect(await chappe.api.call('DELETE', 'auth/session', undefined, { headers })).toMatchObject({ status: 204 });
    expect(await opened({ headers })).toEqual([]);
  });

  it('an admin whose session has ended opens nothing, however the address is written', async () => {
    const { tokens } = await Scene.set(chappe);
    expect(await chappe.api.get(percented('/api/v1/admin/accounts'), { token: tokens.admin })).toMatchObject({ status: 200 });
    await chappe.api.post('auth/logout', undefined, { token: tokens.admin });
    expect(await opened({ token: tokens.admin })).toEqual([]);
    written = percented;
    expect(await opened({ token: tokens.admin })).toEqual([]);
  });
});

it('a member whose session has ended reads nothing of the account, however the address is written', async () => {
  const { ended: token } = scene.tokens;
  for (const address of ['%61ccount', 'account%2fsessions', 'accoun%74/sessions', '%61ccount/sessions?limit=1']) {
    expect([address, (await chappe.api.get(address, { token })).status]).toEqual([address, address.includes('%2f') ? 404 : 401]);
  }
});

it('another site signs nobody in, however the address is written', async () => {
  const { name: login, password } = scene.member;
  for (const address of ['auth/session', '%61uth/session', 'auth/%73ession?x=1']) {
    const answer = await chappe.api.post(address, { login, password }, { headers: { origin: 'https://evil.example' } });
    expect(answer).toMatchObject({ status: 403, body: { code: 'auth.cross_site' } });
  }
});

it('who was an admin is none from one request to the next', async () => {
  const { tokens, ...mine } = await Scene.set(chappe);
  await chappe.sql.rows(`update accounts set role = 'member' where role = 'admin'`);
  for (const route of routes.filter(({ method, path }) => method === 'GET' && path.includes('/admin/'))) {
    expect(await chappe.api.get(route.path, { token: tokens.admin })).toMatchObject({ status: 403 });
  }
  const { text } = await chappe.api.get('telegram-users?limit=100', { token: tokens.admin });
  expect([...mine.ids.all].filter((id) => text.includes(id))).toEqual([]);
});
