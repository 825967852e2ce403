import type { ApiClient } from '../support/api-client';
import { changeLanes } from '../support/lanes';
import { waitFor } from '../support/wait-for';
import type { Installation } from './installation';

const API_LIMIT_MS = 30_000;

/** What is sent per second, so that the campaign is limited by what breaks, not by the pace that Telegram wants. */
const PER_SECOND = 300;
const PACE_SECONDS = 0.05;

/** Registers an account as soon as the API answers, and gives its access token. */
export async function register(api: ApiClient, username = 'sender'): Promise<string> {
  const email = `${username}@example.org`;
  const body = { username, email, password: 'a password that is long enough', name: username };
  return await waitFor(
    'the API to register an account',
    async () => {
      const answer = await api.post<{ accessToken: string }>('auth/register', body).catch(() => null);
      return answer?.status === 201 && answer.body.accessToken;
    },
    API_LIMIT_MS,
  );
}

/** Lets messages go out faster than Telegram would like. False while no message has been sent yet. */
export async function hurry({ sql }: Installation): Promise<boolean> {
  await changeLanes(sql, 'pace_seconds = $1', [PACE_SECONDS]);
  return (await sql.rows('update budgets set per_second = $1 returning bot_id', [PER_SECOND])).length > 0;
}
