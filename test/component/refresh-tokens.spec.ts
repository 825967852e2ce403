import { connect } from 'node:net';
import { TestChappe, type TestAccount } from '../support/chappe';
import { waitFor } from '../support/wait-for';

let chappe: TestChappe;

beforeAll(async () => {
  chappe = await TestChappe.start();
});

afterAll(async () => {
  await chappe.stop();
});

const refresh = (refreshToken: string) =>
  chappe.api.post<{ accessToken: string; refreshToken: string }>('auth/token/refresh', { refreshToken });
const successorOf = async (token: string): Promise<string> => (await refresh(token)).body.refreshToken;
const refused = { status: 401, body: { code: 'auth.refresh_token_refused' } };

/** The sessions of an account, as they lie in their rows. */
const sessionsOf = ({ id }: TestAccount) =>
  chappe.sql.rows('select generation, ended_at is null as alive, end_reason from sessions where account_id = $1', [id]);
const rotatedAgo = ({ id }: TestAccount, seconds: number) =>
  chappe.sql.rows('update sessions set rotated_at = now() - make_interval(secs => $2) where account_id = $1', [id, seconds]);
const reusesNoted = ({ id }: TestAccount) =>
  chappe.sql.rows(
    `select actor, detail ->> 'sessionId' as session from audit_entries
     where action = 'session.reuse_detected' and account_id = $1`,
    [id],
  );

/** Sends a refresh and hangs up as soon as it is sent, without having read a byte of the answer. */
function refreshAndHangUp(refreshToken: string): Promise<number> {
  const { host, hostname, port } = new URL(chappe.api.root);
  const body = JSON.stringify({ refreshToken });
  const lines = [
    'POST /api/v1/auth/token/refresh HTTP/1.1',
    `host: ${host}`,
    'content-type: application/json',
    `content-length: ${String(body.length)}`,
  ];
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write([...lines, '', body].join('\r\n'), () => {
        socket.destroy();
        resolve(socket.bytesRead);
      });
    });
    socket.on('error', reject);
  });
}

describe('a refresh token (T22)', () => {
  it('has one successor and makes one generation, for two hundred who ask at once', async () => {
    const ann = await chappe.register('ann');
    const answers = await Promise.all(Array.from({ length: 200 }, () => refresh(ann.refreshToken)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const successors = new Set(answers.map(({ body }) => body.refreshToken));
    expect(successors.size).toBe(1);
    expect(successors.has(ann.refreshToken)).toBe(false);
    expect(await sessionsOf(ann)).toEqual([{ generation: 2, alive: true, end_reason: null }]);
    for (const { body } of answers.slice(-3)) {
      expect(await chappe.api.get('account', { token: body.accessToken })).toMatchObject({ status: 200, body: { id: ann.id } });
    }
    expect(await refresh([...successors][0] ?? '')).toMatchObject({ status: 200 });
    expect(await reusesNoted(ann)).toEqual([]);
  });

  it('heals twenty answers in a row that were lost on their way: one session, one generation for each', async () => {
    const bob = await chappe.register('bob');
    let token = bob.refreshToken;
    for (let lost = 1; lost <= 20; lost++) {
      expect(await refreshAndHangUp(token)).toBe(0);
      await waitFor('the rotation whose answer was lost', async () => (await sessionsOf(bob))[0]?.generation === lost + 1);
      const again = await refresh(token);
      expect(again).toMatchObject({ status: 200 });
      token = again.body.refreshToken;
    }
    expect(await sessionsOf(bob)).toEqual([{ generation: 21, alive: true, end_reason: null }]);
    expect(await refresh(token)).toMatchObject({ status: 200 });
    expect(await reusesNoted(bob)).toEqual([]);
  });

  it('is good once more for ten seconds after it was used, and not a moment longer', async () => {
    const cat = await chappe.register('cat');
    const second = await successorOf(cat.refreshToken);
    await rotatedAgo(cat, 8);
    expect(await refresh(cat.refreshToken)).toMatchObject({ status: 200, body: { refreshToken: second } });
    await rotatedAgo(cat, 10);
    expect(await refresh(cat.refreshToken)).toMatchObject(refused);
  });

  it('that comes back later ends its family for good, although the request that brought it fails', async () => {
    const dan = await chappe.register('dan');
    const tokens = [dan.refreshToken];
    for (let i = 0; i < 3; i++) tokens.push(await successorOf(tokens.at(-1) ?? ''));
    const latest = await refresh(tokens.at(-1) ?? '');
    tokens.push(latest.body.refreshToken);
    await rotatedAgo(dan, 11);

    expect(await refresh(tokens[3] ?? '')).toMatchObject(refused);
    const ended = { generation: 5, alive: false, end_reason: 'reuse' };
    expect(await sessionsOf(dan)).toEqual([ended]);
    for (const token of tokens) expect(await refresh(token)).toMatchObject(refused);
    expect(await sessionsOf(dan)).toEqual([ended]);
    const token = latest.body.accessToken;
    expect(await chappe.api.get('account', { token })).toMatchObject({ status: 401, body: { code: 'auth.session_ended' } });
    expect(await chappe.api.post('auth/token/verify', { token })).toMatchObject({ status: 401 });
    const [session] = await chappe.sql.rows<{ id: string }>('select id from sessions where account_id = $1', [dan.id]);
    expect(await reusesNoted(dan)).toEqual([{ actor: 'chappe', session: session?.id }]);
    expect(await chappe.api.post('auth/token', { login: 'dan', password: 'password of dan' })).toMatchObject({ status: 200 });
  });

  it('that fifty bring back at once ends its family, however they meet', async () => {
    const eve = await chappe.register('eve');
    const second = await successorOf(eve.refreshToken);
    await rotatedAgo(eve, 11);
    const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(eve.refreshToken)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    expect(await refresh(second)).toMatchObject(refused);
    expect(await sessionsOf(eve)).toEqual([{ generation: 2, alive: false, end_reason: 'reuse' }]);
    expect(await reusesNoted(eve)).toHaveLength(1);
  });

  it('that comes back ends its family also while nothing can be written into the book of changes', async () => {
    const fay = await chappe.register('fay');
    const second = await successorOf(fay.refreshToken);
    await rotatedAgo(fay, 11);
    await chappe.sql.rows(
      `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'the book is full'; end $$`,
    );
    await chappe.sql.rows('create trigger refuse before insert on audit_entries for each row execute function refuse()');
    const failed = await refresh(fay.refreshToken);
    await chappe.sql.rows('drop trigger refuse on audit_entries');
    expect(failed.status).toBeGreaterThanOrEqual(401);
    expect(failed.text).not.toMatch(/the book is full|audit_entries/);
    expect(await sessionsOf(fay)).toEqual([{ generation: 2, alive: false, end_reason: 'reuse' }]);
    expect(await refresh(second)).toMatchObject(refused);
  });

  it('carries its session on for a week from its last use, and for ninety days at the most', async () => {
    const gus = await chappe.register('gus');
    const daysLeft = async () =>
      (
        await chappe.sql.rows<{ days: number }>(
          'select round(extract(epoch from expires_at - now()) / 86400, 1)::float as days from sessions where account_id = $1',
          [gus.id],
        )
      )[0]?.days;
    const opened = (daysAgo: number) =>
      chappe.sql.rows(
        `update sessions set created_at = now() - make_interval(days => $2), expires_at = now() + interval '1 hour'
         where account_id = $1`,
        [gus.id, daysAgo],
      );
    await opened(30);
    const second = await successorOf(gus.refreshToken);
    expect(await daysLeft()).toBe(7);
    await opened(88);
    const third = await successorOf(second);
    expect(await daysLeft()).toBe(2);
    await chappe.sql.rows('update sessions set expires_at = now() where account_id = $1', [gus.id]);
    expect(await refresh(third)).toMatchObject(refused);
  });
});
