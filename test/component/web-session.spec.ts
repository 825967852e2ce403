import { get } from 'node:http';
import type { Answer } from '../support/api-client';
import { TestChappe, type TestAccount } from '../support/chappe';
import { containing, including, matching } from '../support/like';

const NAME = 'chappe_session';
const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' };
const crossSite = { status: 403, body: { code: 'auth.cross_site' } };

let chappe: TestChappe;
let ann: TestAccount;

beforeAll(async () => {
  chappe = await TestChappe.start({ settings: { CORS_ORIGINS: 'https://app.example' } });
  ann = await chappe.register('ann');
});

afterAll(async () => {
  await chappe.stop();
});

type Sent = Record<string, string>;

const signIn = (name: string, headers: Sent = SAME_ORIGIN, path = 'auth/session') =>
  chappe.api.post(path, { login: name, password: `password of ${name}` }, { headers });
const given = ({ headers }: Answer): string => headers.getSetCookie().join('\n');

/** The cookie that a browser would send from now on. */
async function cookieOf(name: string): Promise<string> {
  const answer = await signIn(name);
  if (answer.status !== 200) throw new Error(`sign in: ${answer.text}`);
  return given(answer).split(';', 1)[0] ?? '';
}

const bent = (cookie: string) => cookie.slice(0, 50) + (cookie[50] === 'A' ? 'B' : 'A') + cookie.slice(51);
const account = (headers: Sent) => chappe.api.get('account', { headers });
const rename = (headers: Sent, name = 'Renamed') => chappe.api.call('PATCH', 'account', { name }, { headers });

describe('the cookie of the cabinet', () => {
  it('is out of reach of scripts and of other sites, and no token stands in the answer', async () => {
    const answer = await signIn('ann');
    expect(answer).toMatchObject({ status: 200, body: { id: ann.id, username: 'ann' } });
    expect(answer.text).not.toMatch(/token|chc_/i);
    const [value = '', ...attributes] = given(answer).split('; ');
    expect(value).toMatch(/^chappe_session=chc_[\w-]{70}$/);
    expect(attributes.toSorted()).toEqual(['HttpOnly', 'Max-Age=7776000', 'Path=/', 'SameSite=Lax']);
  });

  it('reads and, from a page of this host, writes', async () => {
    const cookie = await cookieOf('ann');
    expect(await account({ cookie })).toMatchObject({ status: 200, body: { id: ann.id } });
    expect(await rename({ cookie, ...SAME_ORIGIN }, 'Ann A.')).toMatchObject({ status: 200, body: { name: 'Ann A.' } });
    expect(await rename({ cookie, origin: chappe.api.root }, 'Ann B.')).toMatchObject({ status: 200, body: { name: 'Ann B.' } });
  });

  it('is taken back at signing out, and good for nothing from then on', async () => {
    await chappe.register('leaver');
    const cookie = await cookieOf('leaver');
    const answer = await chappe.api.call('DELETE', 'auth/session', undefined, { headers: { cookie, ...SAME_ORIGIN } });
    expect(answer.status).toBe(204);
    expect(given(answer)).toMatch(/^chappe_session=; (?=.*Path=\/)(?=.*Expires=Thu, 01 Jan 1970)/);
    const ended = { status: 401, body: { code: 'auth.session_ended' } };
    expect(await account({ cookie })).toMatchObject(ended);
    expect(await rename({ cookie, ...SAME_ORIGIN })).toMatchObject(ended);
    expect(await chappe.api.get('cabinet/bot-tokens', { headers: { cookie } })).toMatchObject(ended);
  });

  it.each<[string, (cookie: string) => string]>([
    ['bent', bent],
    ['cut short', (cookie) => cookie.slice(0, -2)],
    ['empty', () => `${NAME}=`],
    ['of another kind', () => `${NAME}=${ann.refreshToken.replace('chr_', 'chc_')}`],
    ['an access token', () => `${NAME}=${ann.accessToken}`],
    ['under another name', (cookie) => cookie.replace(NAME, `__Host-${NAME}`)],
  ])('opens nothing when it is %s', async (_, forge) => {
    const cookie = forge(await cookieOf('ann'));
    expect(await account({ cookie })).toMatchObject({ status: 401, body: { code: 'auth.unauthenticated' } });
  });

  it('counts once: of two with its name the first one does, and neither gets past the gate', async () => {
    const cookie = await cookieOf('ann');
    const [first, last] = [`${cookie}; ${bent(cookie)}`, `${bent(cookie)}; ${cookie}`];
    expect((await account({ cookie: first })).status).toBe(200);
    expect((await account({ cookie: last })).status).toBe(401);
    for (const both of [first, last]) {
      expect(await rename({ cookie: both, 'sec-fetch-site': 'cross-site' })).toMatchObject(crossSite);
    }
  });

  it('steps back behind a bearer token, which needs no word of where it comes from', async () => {
    const { id, accessToken } = await chappe.register('bob');
    const cookie = await cookieOf('ann');
    const authorization = `Bearer ${accessToken}`;
    expect(await account({ cookie, authorization })).toMatchObject({ status: 200, body: { id } });
    const foreign = { cookie, authorization, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    expect(await rename(foreign, 'Bob B.')).toMatchObject({ status: 200, body: { id, name: 'Bob B.' } });
    for (const broken of ['Bearer x', 'Basic YW5uOnBhc3N3b3Jk', '']) {
      expect(await account({ cookie, authorization: broken })).toMatchObject({ status: 401 });
    }
  });
});

describe('the session of a cookie', () => {
  const shift = (createdDaysAgo: number, usedMinutesAgo: number) =>
    chappe.sql.rows(
      `update sessions set created_at = now() - make_interval(days => $2), last_used_at = now() - make_interval(mins => $3),
         expires_at = now() + interval '1 hour' where account_id = $1`,
      [ann.id, createdDaysAgo, usedMinutesAgo],
    );
  const lives = async () => {
    const days = 'round(extract(epoch from expires_at - now()) / 86400, 1)::float as days';
    const used = `last_used_at > now() - interval '1 minute' as used`;
    return (await chappe.sql.rows(`select ${days}, ${used} from sessions where account_id = $1 order by id`, [ann.id])).at(-1);
  };

  it('lives for a week from its last use, and for ninety days at the most', async () => {
    const cookie = await cookieOf('ann');
    await shift(30, 2);
    await account({ cookie });
    expect(await lives()).toEqual({ days: 7, used: true });
    await shift(88, 2);
    await account({ cookie });
    expect(await lives()).toEqual({ days: 2, used: true });
    await shift(90, 2);
    await chappe.sql.rows('update sessions set expires_at = now() where account_id = $1', [ann.id]);
    expect(await account({ cookie })).toMatchObject({ status: 401, body: { code: 'auth.session_ended' } });
  });

  it('is written once a minute at the most', async () => {
    const cookie = await cookieOf('ann');
    await shift(1, 0);
    await account({ cookie });
    expect(await lives()).toEqual({ days: 0, used: true });
  });

  it('lasts in the browser for as long as it does here', async () => {
    const signedIn = given(await signIn('ann'));
    await shift(1, 2);
    const renewed = given(await account({ cookie: signedIn.split(';', 1)[0] ?? '' }));
    const [last, days] = renewed === '' ? [signedIn, 90] : [renewed, 7];
    expect(Number(/Max-Age=(\d+)/.exec(last)?.[1])).toBeGreaterThanOrEqual(days * 86_400);
  });
});

describe('what another site makes a browser send (S18)', () => {
  const foreign: [string, (root: string) => Sent][] = [
    ['Sec-Fetch-Site: cross-site', () => ({ 'sec-fetch-site': 'cross-site' })],
    ['Sec-Fetch-Site: same-site', () => ({ 'sec-fetch-site': 'same-site' })],
    ['Sec-Fetch-Site: none', () => ({ 'sec-fetch-site': 'none' })],
    ['a cross-site request with our Origin', (root) => ({ 'sec-fetch-site': 'cross-site', origin: root })],
    ['a foreign Origin', () => ({ origin: 'https://evil.example' })],
    ['an Origin that CORS allows', () => ({ origin: 'https://app.example' })],
    ['an Origin of another port', () => ({ origin: 'http://127.0.0.1:1' })],
    ['an Origin that begins like ours', (root) => ({ origin: `${root}@evil.example` })],
    ['Origin: null', () => ({ origin: 'null' })],
    ['neither header', () => ({})],
    ['a Referer of ours alone', (root) => ({ referer: `${root}/` })],
  ];

  it.each(foreign)('with the cookie and %s changes nothing', async (_, headers) => {
    const cookie = await cookieOf('ann');
    const before = (await account({ cookie })).text;
    const sent = { headers: { cookie, ...headers(chappe.api.root) } };
    const asks: [string, string, unknown?][] = [
      ['PATCH', 'account', { name: 'Stolen' }],
      ['POST', 'account/password', { currentPassword: 'password of ann', password: 'of the thief' }],
      ['DELETE', 'account/sessions'],
      ['DELETE', 'auth/session'],
      ['POST', 'auth/logout'],
      ['DELETE', 'account'],
      ['PUT', 'account', { name: 'Stolen' }],
    ];
    for (const [method, path, body] of asks) {
      expect([method, await chappe.api.call(method, path, body, sent)]).toMatchObject([method, crossSite]);
    }
    const after = await chappe.api.get('account', sent);
    expect([after.status, after.text]).toEqual([200, before]);
  });

  it.each(foreign)('with %s signs nobody in behind their back', async (_, headers) => {
    const bare = headers(chappe.api.root);
    for (const path of ['auth/session', 'auth/session?x=1', 'auth/%73ession']) {
      for (const sent of [bare, { ...bare, authorization: `Bearer ${ann.accessToken}` }]) {
        const answer = await signIn('ann', sent, path);
        expect(answer).toMatchObject(crossSite);
        expect(given(answer)).toBe('');
      }
    }
  });

  it.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'])(
    'as %s is turned away, and from here it is not read',
    async (type) => {
      const cookie = await cookieOf('ann');
      const raw = type.startsWith('multipart')
        ? '--x\r\ncontent-disposition: form-data; name="name"\r\n\r\ny\r\n--x--'
        : 'name=y';
      const post = (path: string, headers: Sent) =>
        chappe.api.post(path, undefined, { raw, headers: { 'content-type': type, ...headers } });
      for (const path of ['account/password', 'cabinet/bot-tokens', 'auth/session']) {
        expect(await post(path, { cookie, origin: 'https://evil.example' })).toMatchObject(crossSite);
        expect([400, 415]).toContain((await post(path, { cookie, ...SAME_ORIGIN })).status);
      }
    },
  );
});

it('a preflight is answered for the origins of CORS_ORIGINS, and never opens the way for a cookie', async () => {
  const cookie = await cookieOf('ann');
  const preflight = (origin: string) =>
    chappe.api.call('OPTIONS', 'account', undefined, {
      headers: { origin, cookie, 'sec-fetch-site': 'cross-site', 'access-control-request-method': 'PATCH' },
    });
  const answer = await preflight('https://app.example');
  expect(answer.status).toBe(204);
  expect(answer.headers.get('access-control-allow-origin')).toBe('https://app.example');
  expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).not.toBe('https://evil.example');
});

it('no address makes us send a browser to another host (S24)', async () => {
  const { hostname, port } = new URL(chappe.api.root);
  const locationOf = (path: string) =>
    new Promise<string | undefined>((resolve, reject) => {
      get({ hostname, port, path }, (response) => {
        response.resume().on('end', () => {
          resolve(response.headers.location);
        });
      }).on('error', reject);
    });
  const hosts = ['//evil.example', '/\\evil.example', '/%09/evil.example', '/%5cevil.example', '/%2f%2fevil.example'];
  const ends = ['', '/', '/..', '/%2e%2e', '/%2f..', '?next=//evil.example'];
  const pages = ['/verify-email', '/reset-password', '/docs', '/api/v1/auth/session'];
  const queries = ['next', 'redirect', 'returnTo'].flatMap((name) =>
    ['https://evil.example', '//evil.example', '/\\evil.example'].map((to) => `?${name}=${to}`),
  );
  const paths = [
    ...hosts.flatMap((host) => ends.map((end) => host + end)),
    ...pages.flatMap((page) => [...queries, ...hosts].map((one) => page + one)),
  ];
  expect(paths.length).toBeGreaterThan(80);
  for (const path of paths) {
    expect([path, (await locationOf(path)) ?? '/']).toEqual([path, matching(/^\/(?![/\\])/)]);
  }
});

it('behind https the cookie is bound to this very host', async () => {
  await chappe.restart({ PUBLIC_URL: 'https://chappe.example' });
  const answer = await signIn('ann');
  const [value = '', ...attributes] = given(answer).split('; ');
  expect(value).toMatch(/^__Host-chappe_session=chc_/);
  expect(attributes).toEqual(including(['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure']));
  expect(given(answer)).not.toMatch(/domain/i);
  expect(await account({ cookie: value })).toMatchObject({ status: 200, body: { id: ann.id } });
  expect(await account({ cookie: value.replace('__Host-', '') })).toMatchObject({ status: 401 });
  for (const host of ['evil.example', 'chappe.example.evil.example', 'notchappe.example', 'chappe.example:8443']) {
    expect(await rename({ cookie: value, origin: `https://${host}` })).toMatchObject(crossSite);
  }
  expect(await rename({ cookie: value, origin: 'https://chappe.example' })).toMatchObject({ status: 200 });
  const end = { headers: { cookie: value, ...SAME_ORIGIN } };
  expect(given(await chappe.api.call('DELETE', 'auth/session', undefined, end))).toEqual(containing('Secure'));
});
