import type { ApiClient } from '../support/api-client';
import { changeLanes } from '../support/lanes';
import { waitFor } from '../support/wait-for';
import type { Installation } from './installation';
import type { Destination } from './submissions';

const API_LIMIT_MS = 30_000;
const PASSWORD = 'a password that is long enough';

/** Access tokens are good for half an hour, and a campaign in full size takes longer. */
const RENEWED_EVERY_MS = 30_000;

/** What is sent per second, so that the campaign is limited by what breaks, not by the pace that Telegram wants. */
const PER_SECOND = 300;
const PACE_SECONDS = 0.05;

/** Registers an account as soon as the API answers, and gives its access token. */
export async function register(api: ApiClient, username = 'sender'): Promise<string> {
  const email = `${username}@example.org`;
  const body = { username, email, password: PASSWORD, name: username };
  return await waitFor(
    'the API to register an account',
    async () => {
      const answer = await api.post<{ accessToken: string }>('auth/register', body).catch(() => null);
      return answer?.status === 201 && answer.body.accessToken;
    },
    API_LIMIT_MS,
  );
}

/** Renews the access tokens of these destinations now and then, until what it returns is called. */
export function keepSignedIn(api: ApiClient, destinations: readonly Destination[], username = 'sender'): () => void {
  const renew = async (): Promise<void> => {
    const answer = await api
      .post<{ accessToken: string }>('auth/token', { login: username, password: PASSWORD })
      .catch(() => null);
    if (answer?.status !== 200) return; // nobody answers at the moment; there is a next time
    for (const destination of destinations) {
      if (!destination.token.startsWith('chp_')) destination.token = answer.body.accessToken;
    }
  };
  const timer = setInterval(() => void renew(), RENEWED_EVERY_MS);
  return () => {
    clearInterval(timer);
  };
}

/** Lets messages go out faster than Telegram would like. False while no message has been sent yet. */
export async function hurry({ sql }: Installation): Promise<boolean> {
  await changeLanes(sql, 'pace_seconds = $1', [PACE_SECONDS]);
  return (await sql.rows('update budgets set per_second = $1 returning bot_id', [PER_SECOND])).length > 0;
}
