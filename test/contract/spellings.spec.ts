import { newId } from '@app/platform';
import { TestChappe } from '../support/chappe';
import { rawRequest, type RawRequest } from '../support/raw-request';
import { documentedRoutes } from '../support/routes';
import { WebhookDoor } from '../support/webhook-door';

let chappe: TestChappe;
let door: WebhookDoor;

beforeAll(async () => {
  chappe = await TestChappe.start({ settings: { METRICS_TOKEN: 'only-prometheus-knows' } });
  door = await WebhookDoor.of(chappe);
});

afterAll(async () => {
  await chappe.stop();
});

const percent = (character: string): string => `%${character.charCodeAt(0).toString(16)}`;

/** Ways to write one address that a router, a proxy or a careless comparison may take for the same or for another. */
const SPELLINGS: Record<string, (path: string) => string> = {
  'as it is documented': (path) => path,
  'with a query': (path) => `${path}?a=/b/c`,
  'with the first letter of each part percent-encoded': (path) => path.replace(/(?<=\/)[a-z]/gi, percent),
  'percent-encoded as a whole': (path) => path.replace(/[^/]/g, percent),
  'with percent-encoded slashes': (path) => path.replace(/(?!^)\//g, '%2f'),
  'with the percent sign encoded': (path) => path.replace(/(?<=\/)[a-z]/i, (letter) => `%25${percent(letter).slice(1)}`),
  'in absolute form': (path) => `http://127.0.0.1${path}`,
  'in absolute form of another host': (path) => `http://evil.example${path}`,
  'with doubled slashes': (path) => path.replaceAll('/', '//'),
  'with a slash at the end': (path) => `${path}/`,
  'with dots': (path) => path.replaceAll('/', '/./'),
  'by way of another route': (path) => `/health/..${path}`,
  'with percent-encoded dots': (path) => `/health/%2e%2e${path}`,
  'with matrix parameters': (path) => path.replace(/(?<=[a-z])(?=\/)/, ';a=b'),
  'with a matrix parameter at the end': (path) => `${path};a=b`,
  'in capitals': (path) => path.toUpperCase(),
  'with backslashes': (path) => path.replace(/(?!^)\//g, '\\'),
  'with a fragment': (path) => `${path}#x`,
};

const statusOf = async (sent: RawRequest): Promise<number> => (await rawRequest(chappe.api.root, sent)).status;

describe.each(Object.entries(SPELLINGS))('an address %s', (_, spell) => {
  it('opens nothing that is closed', async () => {
    const documented = (await documentedRoutes(chappe.api)).filter(({ open }) => !open);
    expect(documented.length).toBeGreaterThan(50);
    const closed = [...documented, { method: 'GET', path: '/metrics' }, { method: 'GET', path: '/dev/mail' }];
    const opened = [];
    for (const { method, path } of closed) {
      const status = await statusOf({
        method,
        path: spell(path.replace(/\{\w+\}/g, newId())),
        ...(method.startsWith('P') && { body: {} }),
      });
      if (![400, 401, 404, 405].includes(status)) opened.push(`${method} ${spell(path)}: ${String(status)}`);
    }
    expect(opened).toEqual([]);
  });

  it.each([
    ['no secret', {}],
    ['an empty secret', { 'x-telegram-bot-api-secret-token': '' }],
    ['a wrong secret', { 'x-telegram-bot-api-secret-token': `g1-${'A'.repeat(43)}` }],
    ['a secret of the generation 0', { 'x-telegram-bot-api-secret-token': `g0-${'A'.repeat(43)}` }],
  ])('delivers nothing to a webhook with %s', async (__, headers) => {
    const before = await chappe.sql.count('updates');
    for (const path of [door.path, door.path.replace(/-.*$/, '')]) {
      const status = await statusOf({ method: 'POST', path: spell(path), body: { update_id: 1 }, headers });
      expect([400, 401, 404]).toContain(status);
    }
    expect(await chappe.sql.count('updates')).toBe(before);
  });
});

it('the webhook is reached by its address, with its secret', async () => {
  const headers = { 'x-telegram-bot-api-secret-token': door.secret };
  const statuses = [];
  for (const spell of ['as it is documented', 'percent-encoded as a whole', 'in absolute form'] as const) {
    const path = SPELLINGS[spell]?.(door.path) ?? '';
    statuses.push(await statusOf({ method: 'POST', path, body: { update_id: 2 }, headers }));
  }
  expect(statuses).toEqual([200, 200, 200]);
});
