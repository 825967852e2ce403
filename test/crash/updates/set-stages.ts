import type { EmulatedBot } from '@app/telegram-emulator';
import { ApiClient } from '../../support/api-client';
import { waitFor } from '../../support/wait-for';
import { hurry, register } from '../first-steps';
import type { Installation } from '../installation';
import type { UpdatesSize } from './sizes';
import { Stage } from './stage';

const WEBHOOK_LIMIT_MS = 30_000;

/** Connects bots that repeat what they are written, and founds the chats. */
export async function setStages(installation: Installation, size: UpdatesSize): Promise<Stage[]> {
  const { telegram } = installation;
  const bots = await connectBots(installation, size.bots);
  const botOf = (index: number): EmulatedBot => bots[index % bots.length] ?? installation.bot;
  const stages = Array.from({ length: size.privateChats }, (_, index) =>
    Stage.withOne(telegram, botOf(index), `chat ${String(index)}`),
  );
  for (let index = 0; index < size.groups; index++) {
    stages.push(await Stage.withSome(telegram, botOf(index), `group ${String(index)}`));
  }
  return stages;
}

/** Waits until each chat has got an answer, and makes sending fast. */
export async function firstAnswers(installation: Installation, chats: number, limitMs: number): Promise<void> {
  await waitFor(
    'every chat to be answered',
    async () => {
      await hurry(installation);
      const [row] = await installation.sql.rows<{ count: number }>(`select count(*)::int from messages where status = 'sent'`);
      return row?.count === chats;
    },
    limitMs,
  );
}

async function connectBots({ telegram, root }: Installation, count: number): Promise<EmulatedBot[]> {
  const api = new ApiClient(root);
  const token = await register(api);
  const bots = Array.from({ length: count }, (_, index) =>
    telegram.addBot({ username: `echo_${String(index)}_bot`, privacy: false }),
  );
  for (const bot of bots) {
    const answer = await api.post('bots', { token: bot.token, behaviour: 'echo' }, { token });
    if (answer.status !== 201) throw new Error(`Connecting a bot: ${String(answer.status)} ${answer.text}`);
    const isSet = (): Promise<boolean> =>
      Promise.resolve(telegram.callsOf('setWebhook', bot).some(({ status }) => status === 200));
    await waitFor('its webhook', isSet, WEBHOOK_LIMIT_MS);
  }
  return bots;
}
