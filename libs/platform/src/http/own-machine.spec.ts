import fastify from 'fastify';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpConfig } from './http.config';
import { isLocalHost } from './local-host';
import { isFromOwnMachine, noteOwnMachine } from './own-machine';

/** What a server with these settings thinks of a request with these headers, sent to the letter. */
async function judged(
  settings: Record<string, string>,
  headers: Record<string, string | string[]>,
  path = '/',
): Promise<boolean> {
  const server = fastify();
  noteOwnMachine(server, new HttpConfig({ CHAPPE_EMBEDDED: 'on', ...settings }));
  server.get('*', (asked) => ({ own: isFromOwnMachine(asked) }));
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  try {
    return await new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path, headers, setHost: false, agent: false }, (answer) => {
        answer.setEncoding('utf8').on('data', (text: string) => {
          resolve((JSON.parse(text) as { own?: boolean }).own === true);
        });
      });
      sent.on('error', reject).end();
    });
  } finally {
    await server.close();
  }
}

it.each(['localhost', 'localhost:3000', 'LOCALHOST:3000', '127.0.0.1:3000', '127.8.9.1', '[::1]:3000'])(
  'the owner is known under the name %s',
  async (host) => {
    expect(await judged({}, { host })).toBe(true);
  },
);

it.each([
  'evil.example:3000',
  'localhost.evil.example',
  '127.0.0.1.nip.io',
  '10.0.0.1',
  '[::2]',
  'localhost@evil.example',
  '',
  'a b',
])('nobody is known under the name "%s"', async (host) => {
  expect(await judged({}, { host })).toBe(false);
});

it.each([
  'X-Forwarded-For',
  'X-Forwarded-Host',
  'X-Forwarded-Proto',
  'Forwarded',
  'Via',
  'X-Real-IP',
  'CF-Connecting-IP',
  'True-Client-IP',
  'X-Original-Host',
  'Fly-Client-IP',
])('what comes with %s began elsewhere', async (name) => {
  expect(await judged({}, { host: 'localhost', [name]: '127.0.0.1' })).toBe(false);
});

it.each<[string, Record<string, string>]>([
  ['a real database', { CHAPPE_EMBEDDED: '' }],
  ['a public address', { PUBLIC_URL: 'https://chappe.example.org' }],
  ['an address of the network', { PUBLIC_URL: 'http://192.168.0.5:3000' }],
  ['a proxy in front', { TRUST_PROXY: '1' }],
])('with %s nobody is the owner', async (_, settings) => {
  expect(await judged(settings, { host: 'localhost' })).toBe(false);
});

it('a loopback PUBLIC_URL, as the sandbox needs it, changes nothing', async () => {
  expect(await judged({ PUBLIC_URL: 'http://127.0.0.1:3000' }, { host: 'localhost:3000' })).toBe(true);
});

it('an address in absolute form is not local, whatever the header says', async () => {
  expect(await judged({}, { host: 'localhost' }, 'http://evil.example/')).toBe(false);
});

it('a name is local as a whole or not at all', () => {
  expect(['localhost', '127.0.0.1'].every(isLocalHost)).toBe(true);
  expect(['localhost/', 'localhost#', 'localhost?', 'a@localhost', 'localhost\\', '%6cocalhost'].some(isLocalHost)).toBe(false);
});
