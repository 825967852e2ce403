import { TestChappe } from '../support/chappe';
import { rawRequest, type RawAnswer } from '../support/raw-request';

let chappe: TestChappe;
let count = 0;

beforeAll(async () => {
  chappe = await TestChappe.start({ settings: { CHAPPE_EMBEDDED: 'on', PUBLIC_DIRECTORY: '', REGISTRATION: 'open' } });
});

afterAll(async () => {
  await chappe.stop();
});

const ask = (method: string, path: string, { headers = {}, body }: { headers?: Record<string, string>; body?: unknown } = {}) =>
  rawRequest(chappe.api.root, {
    method,
    path,
    headers: { host: `localhost:${new URL(chappe.api.root).port}`, ...headers },
    body,
  });

const CREDENTIALS = { password: 'correct horse battery staple' };

/** Registers on an installation without accounts, as this caller would. */
async function registerFirst(headers: Record<string, string>): Promise<string> {
  await chappe.sql.rows('truncate accounts cascade');
  const username = `first${String((count += 1))}`;
  const { text } = await ask('POST', '/api/v1/auth/register', { headers, body: { username, ...CREDENTIALS } });
  return (JSON.parse(text) as { account?: { role: string } }).account?.role ?? text;
}

/** What only the owner of the machine may see and become, tried with these headers. */
async function tried(headers: Record<string, string>): Promise<Record<string, string | number>> {
  const statusOf = async (answer: Promise<RawAnswer>): Promise<number> => (await answer).status;
  const role = await registerFirst(headers);
  const signIn = { login: `first${String(count)}`, ...CREDENTIALS };
  const site = { 'sec-fetch-site': 'same-origin', ...headers };
  return {
    mailbox: await statusOf(ask('GET', '/dev/mail', { headers })),
    templates: await statusOf(ask('GET', '/dev/mail/templates', { headers })),
    metrics: await statusOf(ask('GET', '/metrics', { headers })),
    directory: await statusOf(ask('GET', '/api/v1/public/telegram-users', { headers })),
    role,
    cookie: await statusOf(ask('POST', '/api/v1/auth/session', { headers: site, body: signIn })),
  };
}

const CLOSED = { mailbox: 404, templates: 404, metrics: 404, directory: 404, role: 'member' };

it('the owner of the machine sees the mailbox, the figures and the list, and is admin by being first', async () => {
  const open = { mailbox: 200, templates: 200, metrics: 200, directory: 200, role: 'admin', cookie: 200 };
  expect(await tried({})).toEqual(open);
  expect(await tried({ host: '127.0.0.1' })).toEqual(open);
});

it.each<[string, Record<string, string>]>([
  ['under a name that was made to lead here', { host: 'evil.example:4160' }],
  ['through a proxy on the same machine', { 'x-forwarded-for': '203.0.113.7', host: 'localhost' }],
  ['through a proxy that tells the name alone', { 'x-forwarded-host': 'chappe.example.org' }],
  ['through a tunnel', { forwarded: 'for=203.0.113.7', host: 'localhost' }],
])('whoever comes %s sees and becomes nothing of it', async (_, headers) => {
  expect(await tried(headers)).toEqual({ ...CLOSED, cookie: 403 });
});

it.each<[string, Record<string, string>]>([
  ['PUBLIC_URL', { PUBLIC_URL: 'https://chappe.example.org' }],
  ['TRUST_PROXY', { TRUST_PROXY: '1' }],
])('with %s it is a public host, also for the machine itself', async (_, settings) => {
  const before = { PUBLIC_URL: process.env.PUBLIC_URL ?? '', TRUST_PROXY: '' };
  await chappe.restart({ ...settings });
  try {
    expect(await tried({})).toEqual({ ...CLOSED, cookie: 200 });
    expect(await tried({ host: 'chappe.example.org', 'x-forwarded-for': '203.0.113.7' })).toEqual({ ...CLOSED, cookie: 200 });
  } finally {
    await chappe.restart(before);
  }
});
