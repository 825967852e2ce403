import type { Person } from '../person';
import { TelegramEmulator } from '../telegram-emulator';
import { BotClient } from './bot-client';

/** A bot and two people, who have not met yet. */
export interface Town {
  readonly telegram: TelegramEmulator;
  readonly bot: BotClient;
  readonly ann: Person;
  readonly boris: Person;
}

export async function buildTown(): Promise<Town> {
  const telegram = await TelegramEmulator.start();
  const bot = new BotClient(telegram, telegram.addBot({ username: 'tower_bot' }));
  return { telegram, bot, ann: telegram.person('ann'), boris: telegram.person('boris') };
}

/** Ends it. @throws Error when a call was made that no harness should let pass. */
export async function leaveTown({ telegram }: Pick<Town, 'telegram'>): Promise<void> {
  const problems = [...telegram.problems];
  await telegram.close();
  if (problems.length > 0) throw new Error(problems.join('; '));
}
