import { newId } from '@app/platform';
import type { Answer } from '../support/api-client';
import { TestChappe } from '../support/chappe';
import { documentedRoutes, type Route } from '../support/routes';
import { everybody, MATRIX, PRINCIPALS, type Principal, type Rule } from './authorization-matrix';
import { Scene } from './authorization-scene';

/** What came of it when everybody had called everything. */
const seen = {
  outcomes: {} as Record<string, string>,
  expected: {} as Record<string, string>,
  /** Refusals that tell whether there is such a thing. */
  telling: [] as string[],
  /** Things that are not what they were before those called who may not. */
  touched: [] as string[],
  /** Answers to others with something of the member's in them. */
  leaks: [] as string[],
  /** Answers to the member with something of the member's in them. */
  shown: [] as string[],
};

let chappe: TestChappe;
let routes: Route[];
let scene: Scene;

beforeAll(async () => {
  chappe = await TestChappe.start();
  routes = await documentedRoutes(chappe.api);
  scene = await Scene.set(chappe);
  for (const route of routes) {
    const rule = MATRIX[nameOf(route)];
    if (rule) await new Walk(route, rule, rule.endsSession ? await Scene.set(chappe) : scene).everybody();
  }
}, 120_000);

afterAll(async () => {
  await chappe.stop();
});

const nameOf = ({ method, path }: Route): string => `${method} ${path}`;

/** A route that everybody tries: first those who are refused, with a thing of the member's that must not change by it. */
class Walk {
  constructor(
    private readonly route: Route,
    private readonly rule: Rule,
    private readonly scene: Scene,
  ) {}

  async everybody(): Promise<void> {
    const { thing, may } = this.rule;
    const id = thing && (await this.scene.make(thing));
    const before = thing && id && (await this.scene.row(thing, id));
    for (const principal of PRINCIPALS) if (may[principal] !== 'ok') await this.refused(principal, id);
    if (thing && id && (await this.scene.row(thing, id)) !== before) seen.touched.push(nameOf(this.route));
    // The member comes first, and finds the thing that the others did not get.
    const admitted = PRINCIPALS.filter((principal) => may[principal] === 'ok').toReversed();
    for (const principal of admitted) {
      this.note(principal, await this.call(principal, principal === 'member' ? id : thing && (await this.scene.make(thing))));
    }
  }

  private async refused(principal: Principal, id?: string): Promise<void> {
    const answer = await this.call(principal, id);
    this.note(principal, answer);
    if (id === undefined) return;
    const unknown = await this.call(principal, newId());
    if (refusal(answer) !== refusal(unknown)) seen.telling.push(`${nameOf(this.route)} as ${principal}`);
  }

  private async call(principal: Principal, id = ''): Promise<Answer> {
    const body = await this.rule.body?.(this.scene);
    const path = this.route.path.replace('{id}', id);
    const headers = { origin: chappe.api.root };
    return await chappe.api.call(this.route.method, path, body, { token: this.scene.tokens[principal], headers });
  }

  private note(principal: Principal, { status, text }: Answer): void {
    const name = `${nameOf(this.route)} as ${principal}`;
    const { may, ok } = this.rule;
    const fine = ok === undefined ? status >= 200 && status < 300 : status === ok;
    seen.expected[name] = String(may[principal]);
    seen.outcomes[name] = fine ? 'ok' : String(status);
    if (may === everybody) return;
    const { all, messages } = this.scene.ids;
    const found = [...(principal === 'otherToken' ? messages : all)].some((id) => text.includes(id));
    if (found && principal === 'member') seen.shown.push(name);
    const adminMay = principal === 'admin' && /\/(admin|telegram-users)/.test(name);
    if (found && ['other', 'otherToken', 'admin'].includes(principal) && !adminMay) seen.leaks.push(name);
  }
}

/** What a refusal says, but for the number of the request. */
function refusal({ status, body, headers }: Answer): string {
  return JSON.stringify([status, { ...body, requestId: '' }, [...headers.keys()].sort()]);
}

it('every documented route stands in the matrix, and nothing else does', () => {
  const documented = routes.map(nameOf);
  expect(documented.length).toBeGreaterThan(30);
  expect(documented.filter((name) => !(name in MATRIX))).toEqual([]);
  expect(Object.keys(MATRIX).filter((name) => !documented.includes(name))).toEqual([]);
  expect(routes.filter(({ path, body }) => path.includes('{') || body).map(nameOf)).toEqual(
    Object.keys(MATRIX).filter((name) => MATRIX[name]?.thing !== undefined || MATRIX[name]?.body !== undefined),
  );
  expect(routes.filter(({ open }) => open).map(nameOf)).toEqual(
    Object.keys(MATRIX).filter((name) => MATRIX[name]?.may === everybody),
  );
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
    const { name: login, password } = scene.member;
    const { refreshToken } = await scene.signIn(scene.member);
    const headers = { origin: chappe.api.root };
    const signedIn = await chappe.api.post('auth/session', { login, password }, { headers });
    const cookie = /^chappe_session=(chc_[^;]+)/.exec(signedIn.headers.get('set-cookie') ?? '')?.[1] ?? '';
    expect(await chappe.api.get('account', { headers: { cookie: `chappe_session=${cookie}` } })).toMatchObject({ status: 200 });
    for (const token of [refreshToken, cookie]) expect(await opened({ token })).toEqual([]);
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
  for (const address of ['%61ccount', 'account%2fexport', 'accoun%74/export', '%61ccount/sessions?limit=1']) {
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
