import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ApiClient } from '../support/api-client';
import { holding } from '../support/holding';
import { waitFor } from '../support/wait-for';
import { Installation } from './installation';
import { settings } from './settings';

const START_LIMIT_MS = 60_000;

const { reports, dist, seed } = settings;
let installation: Installation;
let api: ApiClient;

beforeAll(async () => {
  const logs = join(reports, 'refresh');
  mkdirSync(logs, { recursive: true });
  installation = await Installation.start({ dist, logs, seed });
  api = new ApiClient(installation.root);
  await theApisAreReady();
}, START_LIMIT_MS);

afterAll(async () => {
  await installation.stop();
});

const theApis = () => installation.processes.filter(({ name }) => name.startsWith('api'));
const theApisAreReady = () =>
  waitFor('the API to be ready', () => Promise.resolve(theApis().every((one) => one.isReadyFor(1))), START_LIMIT_MS);
const refresh = (refreshToken: string) => api.post<Record<string, string>>('auth/token/refresh', { refreshToken });
const sessions = () => installation.sql.rows('select generation, ended_at is null as alive from sessions');

/** Holds every look at the accounts up, until the result is called. */
const holdAccounts = () => holding('lock table accounts in access exclusive mode', installation.database.url);

it('a refresh whose process dies between the rotation and the answer is made good by asking again (T22)', async () => {
  const registered = await api.post<{ refreshToken: string }>('auth/register', { username: 'ann', password: 'long enough' });
  const first = registered.body.refreshToken;

  const letGo = await holdAccounts();
  const answer = refresh(first).catch(() => 'none');
  await waitFor('the rotation to be committed', async () => (await sessions())[0]?.generation === 2);
  for (const one of theApis()) one.kill();
  expect(await answer).toBe('none');
  await letGo();

  await theApisAreReady();
  // asked within ten seconds, however slowly this machine starts a process
  await installation.sql.rows(`update sessions set rotated_at = greatest(rotated_at, now() - interval '8 seconds')`);
  const again = await refresh(first);
  expect(again).toMatchObject({ status: 200 });
  expect(await sessions()).toEqual([{ generation: 2, alive: true }]);
  expect((await refresh(first)).body.refreshToken).toBe(again.body.refreshToken);
  expect(await api.get('account', { token: again.body.accessToken })).toMatchObject({ status: 200, body: { username: 'ann' } });
  expect(await refresh(again.body.refreshToken ?? '')).toMatchObject({ status: 200 });
  expect(await sessions()).toEqual([{ generation: 3, alive: true }]);
});
