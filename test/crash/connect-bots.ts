import type { EmulatedBot, TelegramEmulator } from '@app/telegram-emulator';
import type { ApiClient } from '../support/api-client';
import { waitFor } from '../support/wait-for';
import type { Installation } from './installation';

const WEBHOOK_LIMIT_MS = 60_000;
const AT_ONCE = 5;

/** Whose bots they are to be, and how they answer. */
export interface Connecting {
  readonly api: ApiClient;
  readonly token: string;
  readonly behaviour: 'house' | 'echo';
}

/** Makes bots at BotFather, connects them, and waits until their webhooks are set. */
export async function connectBots(
  { telegram }: Installation,
  profiles: readonly Parameters<TelegramEmulator['addBot']>[0][],
  { api, token, behaviour }: Connecting,
): Promise<EmulatedBot[]> {
  const bots = profiles.map((profile) => telegram.addBot(profile));
  for (let from = 0; from < bots.length; from += AT_ONCE) {
    await Promise.all(
      bots.slice(from, from + AT_ONCE).map(async (bot) => {
        const answer = await api.post('bots', { token: bot.token, behaviour }, { token });
        if (answer.status !== 201) throw new Error(`Connecting a bot: ${String(answer.status)} ${answer.text}`);
      }),
    );
  }
  const isSet = (bot: EmulatedBot): boolean => telegram.callsOf('setWebhook', bot).some(({ status }) => status === 200);
  await waitFor('all webhooks', () => Promise.resolve(bots.every(isSet)), WEBHOOK_LIMIT_MS);
  return bots;
}
