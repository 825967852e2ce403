import { TestChappe } from '../support/chappe';

let chappe: TestChappe;

const HOME = '198.51.100.7';

beforeAll(async () => {
  chappe = await TestChappe.start({ settings: { TRUST_PROXY: '1' } });
  for (const name of ['ann', 'ben', 'cleo']) await register(name, HOME);
});

afterAll(async () => {
  await chappe.stop();
});

beforeEach(async () => {
  await chappe.sql.rows('delete from guesses');
});

const passwordOf = (name: string): string => `password of ${name}`;
const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });
const register = (username: string, address: string) =>
  chappe.api.post('auth/register', { username, email: `${username}@example.org`, password: passwordOf(username) }, from(address));
const signIn = async (login: string, password: string, address: string): Promise<number> =>
  (await chappe.api.post('auth/token', { login, password }, from(address))).status;

/** Tries something again and again, this many times at once, until told to stop; answers what came of it. */
function flood(atOnce: number, attack: (index: number) => Promise<number>): { stop(): Promise<number[]> } {
  let goesOn = true;
  let count = 0;
  const statuses: number[] = [];
  const line = async (): Promise<void> => {
    while (goesOn) statuses.push(await attack((count += 1)));
  };
  const lines = Array.from({ length: atOnce }, line);
  return {
    stop: async () => {
      goesOn = false;
      await Promise.all(lines);
      return statuses;
    },
  };
}

/** The share of tries that were answered 200. */
async function shareServed(count: number, attempt: (index: number) => Promise<number>): Promise<number> {
  let served = 0;
  for (let index = 0; index < count; index += 1) if ((await attempt(index)) === 200) served += 1;
  return served / count;
}

describe.each<[string, number, (index: number) => string]>([
  ['one address', 40, () => '203.0.113.9'],
  ['one customer with 65,536 networks of IPv6', 30, (index) => `2001:db8:77:${(index % 65_536).toString(16)}::1`],
  ['a handful of addresses', 30, (index) => `203.0.113.${String(index % 5)}`],
])('while wrong passwords come from %s without end', (_, atOnce, address) => {
  it('a known place is served, and so is a new one', async () => {
    // The attack has gone on for long: what all networks have in common is used up.
    await chappe.sql.rows(
      `insert into guesses (key, failures, last_at, blocked_until) values ('login-all', 1, now(), now() + interval '1000 seconds')`,
    );
    const attack = flood(atOnce, (index) => signIn(`victim${String(index % 500)}`, 'wrong', address(index)));
    await shareServed(3, () => signIn('ann', passwordOf('ann'), HOME)); // the flood is there by then
    expect(await shareServed(20, () => signIn('ann', passwordOf('ann'), HOME))).toBeGreaterThanOrEqual(0.99);
    expect(await shareServed(10, (i) => signIn('ben', passwordOf('ben'), `192.0.2.${String(i)}`))).toBeGreaterThanOrEqual(0.9);
    expect(await shareServed(10, (i) => signIn('cleo', passwordOf('cleo'), `2001:db8:${String(i)}::1`))).toBeGreaterThanOrEqual(
      0.9,
    );
    const refused = (await attack.stop()).filter((status) => status === 429 || status === 503);
    expect(refused.length).toBeGreaterThan(0);
  }, 120_000);
});

it('while one address registers without end, another one registers, and sets a new password', async () => {
  const attack = flood(30, async (index) => (await register(`squatter${String(index)}`, '203.0.113.9')).status);
  const newcomers = await shareServed(10, async (i) =>
    (await register(`newcomer${String(i)}`, `192.0.2.${String(i)}`)).status === 201 ? 200 : 0,
  );
  expect(newcomers).toBeGreaterThanOrEqual(0.9);
  expect(await shareServed(10, () => signIn('ann', passwordOf('ann'), HOME))).toBe(1);
  await attack.stop();
}, 120_000);
