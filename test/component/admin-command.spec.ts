import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { OperatorService } from '@app/auth';
import { TestChappe } from '../support/chappe';
import { letterTo, tokenIn, welcomeTo } from '../support/letters';
import { anyText, containing, matching } from '../support/like';
import { TestSmtp } from '../support/smtp';

const PROGRAM = join(__dirname, '..', '..', 'dist', 'apps', 'api', 'src', 'admin.js');

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

let chappe: TestChappe;
let smtp: TestSmtp;

beforeAll(async () => {
  smtp = await TestSmtp.start();
  chappe = await TestChappe.start({ settings: { SMTP_URL: smtp.url } });
});

afterAll(async () => {
  await chappe.stop();
  await smtp.stop();
});

const operator = () => chappe.app.get(OperatorService, { strict: false });
const roleOf = async (id: string) => (await chappe.sql.rows('select role from accounts where id = $1', [id]))[0]?.role as unknown;
const noSuchLogin = { code: 'auth.no_such_login' };

/** Runs the command as `npm run admin` does, with the settings of this test. */
function admin(...words: string[]): Promise<Said> {
  return new Promise((resolve) => {
    execFile(process.execPath, [PROGRAM, ...words], { env: process.env }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

/** Registers with an address that somebody else may have as well. */
const name = async (username: string, email: string): Promise<string> => {
  const body = { username, email, password: `password of ${username}` };
  return (await chappe.api.post<{ account: { id: string } }>('auth/register', body)).body.account.id;
};

async function verified(username: string): Promise<string> {
  const email = `${username}@example.org`;
  const id = await name(username, email);
  const token = tokenIn(await welcomeTo(smtp, email, id));
  expect(await chappe.api.post('auth/email/verify', { token })).toMatchObject({ status: 204 });
  return id;
}

/** Sets a password by a link, and answers who is signed in with it. */
async function whoIs(login: string, link: string): Promise<Record<string, unknown>> {
  const token = link.split('#')[1] ?? '';
  expect(await chappe.api.post('auth/password/reset', { token, password: 'of their own' })).toMatchObject({ status: 200 });
  const { body } = await chappe.api.post('auth/token', { login, password: 'of their own' });
  return (await chappe.api.get('account', { token: String(body.accessToken) })).body;
}

describe('the operator', () => {
  it('appoints who has the username or has verified the address, in any case of letters, and takes it back', async () => {
    const [ann, ben] = [await name('ann', 'ann@example.org'), await verified('ben')];
    expect(await operator().appoint('ANN', 'admin')).toMatchObject({ id: ann, role: 'admin' });
    expect(await operator().appoint('Ben@Example.org', 'admin')).toMatchObject({ id: ben, role: 'admin' });
    expect([await roleOf(ann), await roleOf(ben)]).toEqual(['admin', 'admin']);
    expect(await operator().appoint('ann', 'member')).toMatchObject({ role: 'member' });
    expect(await roleOf(ann)).toBe('member');
  });

  it('never means a squatter: an address that is merely named appoints nobody, and one with a holder that one', async () => {
    const squatter = await name('squatter', 'cleo@example.org');
    await expect(operator().appoint('cleo@example.org', 'admin')).rejects.toMatchObject(noSuchLogin);
    const cleo = await verified('cleo');
    const latecomer = await name('latecomer', 'cleo@example.org');
    await operator().appoint('cleo@example.org', 'admin');
    const roles = [await roleOf(squatter), await roleOf(cleo), await roleOf(latecomer)];
    expect(roles).toEqual(['member', 'admin', 'member']);
    await expect(operator().appoint('nobody', 'admin')).rejects.toMatchObject({
      ...noSuchLogin,
      message: containing('--create'),
    });
  });

  it('makes an admin, whose link sets the password, and shows that an address is theirs', async () => {
    const byName = await operator().create('dan');
    expect(await whoIs('dan', byName)).toMatchObject({ username: 'dan', role: 'admin', email: null });
    const byAddress = await operator().create('dot@example.org');
    await letterTo(smtp, 'dot@example.org', /sign in as dot@example\.org/);
    expect(await whoIs('dot@example.org', byAddress)).toMatchObject({ role: 'admin', emailVerified: true });
    await expect(operator().create('DAN')).rejects.toMatchObject({ code: 'auth.login_held' });
  });

  it('is not given a link that cannot work: an address that somebody has verified makes no second account', async () => {
    await verified('eve');
    const before = await chappe.sql.count('accounts');
    await expect(operator().create('eve@example.org')).rejects.toMatchObject({ code: anyText });
    expect(await chappe.sql.count('accounts')).toBe(before);
  });

  it('stands in the book as the operator', async () => {
    const id = await name('fay', 'fay@example.org');
    await operator().appoint('fay', 'admin');
    await operator().appoint('fay', 'admin');
    const noted = `select actor, actor_id, detail from audit_entries where account_id = $1 and action = 'account.role_changed'`;
    expect(await chappe.sql.rows(noted, [id])).toEqual([
      { actor: 'operator', actor_id: null, detail: { from: 'member', to: 'admin' } },
    ]);
  });
});

describe('npm run admin', () => {
  it('says what it did', async () => {
    const id = await name('gus', 'gus@example.org');
    expect(await admin('gus')).toEqual({ code: 0, out: `gus (gus, ${id}) is an admin.\n`, err: '' });
    expect(await roleOf(id)).toBe('admin');
    expect(await admin('gus', '--member')).toEqual({ code: 0, out: `gus (gus, ${id}) is a member.\n`, err: '' });
    expect(await roleOf(id)).toBe('member');
  });

  it('makes an admin, and prints the link once', async () => {
    const { code, out, err } = await admin('hal', '--create');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^hal is an admin\. Set the password within the hour:\nhttp:\/\/\S+\/reset-password#chw_[\w-]+\n$/);
    expect(await whoIs('hal', out.trim())).toMatchObject({ username: 'hal', role: 'admin' });
    expect(await admin('hal', '--create')).toMatchObject({ code: 1, out: '', err: containing('belongs to an account already') });
  });

  it('says what is wrong, in words and with a code, and does nothing', async () => {
    const id = await name('ida', 'ida@example.org');
    expect(await admin('nobody')).toEqual({ code: 1, out: '', err: matching(/^Nobody has the username nobody\. [^\n]*\n$/) });
    expect(await admin('ida@example.org')).toEqual({ code: 1, out: '', err: matching(/^Nobody has verified [^\n]*\n$/) });
    expect(await roleOf(id)).toBe('member');
  });

  it.each([[[]], [['--nonsense']], [['ida', '--create', '--member']]])('explains itself when it is given %j', async (words) => {
    const { code, out, err } = await admin(...words);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^usage: npm run admin -- <login> \[--create \| --member\]\n/);
  });
});
