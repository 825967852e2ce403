import type { EmulatedBot } from '@app/telegram-emulator';
import { ApiClient } from '../../support/api-client';
import { waitFor } from '../../support/wait-for';
import { connectBots } from '../connect-bots';
import { hurry, register } from '../first-steps';
import type { Installation } from '../installation';
import type { UpdatesSize } from './sizes';
import { Stage } from './stage';

/** Connects bots that repeat what they are written, and founds the chats. */
export async function setStages(installation: Installation, size: UpdatesSize): Promise<Stage[]> {
  const { telegram } = installation;
  const api = new ApiClient(installation.root);
  const profiles = Array.from({ length: size.bots }, (_, index) => ({ username: `echo_${String(index)}_bot`, privacy: false }));
  const bots = await connectBots(installation, profiles, { api, token: await register(api), behaviour: 'echo' });
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
