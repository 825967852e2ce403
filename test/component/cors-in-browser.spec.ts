import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { TestChappe, type TestAccount } from '../support/chappe';
import { chromiumPath, launchChromium } from '../support/chromium';
import { matching } from '../support/like';
import { onlyIf } from '../support/only-if';

const inBrowser = onlyIf(chromiumPath !== null, 'pages of other origins in a browser', 'there is no Chromium on this machine');

/** What a script of a page gets to see of an answer; a text where the browser keeps it from the script. */
type Seen = string | { readonly status: number; readonly text: string; readonly headers: Record<string, string> };

interface Call {
  readonly url: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

/** More wrong passwords than anybody has without a pause. */
const MANY_GUESSES = 40;

const sites: Server[] = [];
let chappe: TestChappe;
let ann: TestAccount;
let browser: Browser | null;
let friend: Page;
let stranger: Page;

/** A web site of one empty page, on a port of its own and so of an origin of its own. */
async function openSite(): Promise<string> {
  const site = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end('<!doctype html>'));
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  sites.push(site);
  return `http://127.0.0.1:${String((site.address() as AddressInfo).port)}`;
}

/** Calls the API from a script of a page. */
async function callFrom(page: Page, method: string, path: string, body?: object): Promise<Seen> {
  const headers = { authorization: `Bearer ${ann.accessToken}`, ...(body ? { 'content-type': 'application/json' } : {}) };
  const call: Call = { url: `${chappe.api.root}/api/v1/${path}`, method, headers, body: body && JSON.stringify(body) };
  return await page.evaluate(async ({ url, ...request }: Call): Promise<Seen> => {
    try {
      const answer = await fetch(url, request);
      return { status: answer.status, text: await answer.text(), headers: Object.fromEntries(answer.headers) };
    } catch (error) {
      return String(error);
    }
  }, call);
}

const bodyOf = (seen: Seen): Record<string, unknown> =>
  typeof seen === 'string' ? {} : (JSON.parse(seen.text) as Record<string, unknown>);
const withId = { headers: { 'x-request-id': matching(/^[\da-f-]{36}$/) } };

beforeAll(async () => {
  browser = await launchChromium();
  if (!browser) return;
  const [allowed, foreign] = [await openSite(), await openSite()];
  chappe = await TestChappe.start({ settings: { CORS_ORIGINS: allowed } });
  ann = await chappe.register('ann');
  [friend, stranger] = [await browser.newPage(), await browser.newPage()];
  await friend.goto(allowed);
  await stranger.goto(foreign);
});

afterAll(async () => {
  await browser?.close();
  for (const site of sites) site.close();
  if (browser) await chappe.stop();
});

inBrowser('a page of an allowed origin reads, makes, replaces, changes and deletes', async () => {
  expect(await callFrom(friend, 'GET', 'account')).toMatchObject({ status: 200, ...withId });
  const made = await callFrom(friend, 'POST', 'telegram-users', { telegramId: '5000000001' });
  expect(made).toMatchObject({ status: 201, ...withId });
  const path = `telegram-users/${String(bodyOf(made).id)}`;
  const replaced = await callFrom(friend, 'PUT', path, { telegramId: '5000000001', firstName: 'Ann' });
  expect(replaced).toMatchObject({ status: 200, ...withId });
  const changed = await callFrom(friend, 'PATCH', path, { lastName: 'Chappe' });
  expect(changed).toMatchObject({ status: 200, ...withId });
  expect(bodyOf(changed)).toMatchObject({ firstName: 'Ann', lastName: 'Chappe' });
  expect(await callFrom(friend, 'DELETE', path)).toMatchObject({ status: 204, ...withId });
  expect(await callFrom(friend, 'GET', path)).toMatchObject({ status: 404, ...withId });
});

inBrowser('a page of an allowed origin reads how a file is called, and when it may try again', async () => {
  const file = await callFrom(friend, 'GET', 'chats?format=csv');
  expect(file).toMatchObject({ status: 200, headers: { 'content-disposition': matching(/filename=.*\.csv/) } });
  let guess: Seen = '';
  for (let i = 0; i < MANY_GUESSES && !(typeof guess === 'object' && guess.status === 429); i += 1) {
    guess = await callFrom(friend, 'POST', 'auth/token', { login: 'nobody', password: 'a guess' });
  }
  expect(guess).toMatchObject({ status: 429, headers: { 'retry-after': matching(/^\d+$/) } });
});

inBrowser('a page of another origin does none of it', async () => {
  const person = await chappe.api.post('telegram-users', { telegramId: '5000000002' }, { token: ann.accessToken });
  const path = `telegram-users/${String(person.body.id)}`;
  const refused = 'TypeError: Failed to fetch';
  expect(await callFrom(stranger, 'GET', 'account')).toBe(refused);
  expect(await callFrom(stranger, 'GET', 'chats?format=csv')).toBe(refused);
  expect(await callFrom(stranger, 'POST', 'telegram-users', { telegramId: '5000000003' })).toBe(refused);
  expect(await callFrom(stranger, 'PUT', path, { telegramId: '5000000004' })).toBe(refused);
  expect(await callFrom(stranger, 'PATCH', path, { firstName: 'Changed' })).toBe(refused);
  expect(await callFrom(stranger, 'DELETE', path)).toBe(refused);
  const { body } = await chappe.api.get<{ items: unknown[] }>('telegram-users', { token: ann.accessToken });
  expect(body.items).toEqual([person.body]);
});
