import { setTimeout as pause } from 'node:timers/promises';
import type { EmulatedBot, Person } from '@app/telegram-emulator';
import type { Product } from './product';

/** Between an answer and the next text, by chance: nothing shall fall into step with a clock of ours. */
const REST_MS = { least: 20, most: 120 };
const ANSWER_LIMIT_MS = 15_000;

/** What people write to a bot, each of them once, so that nobody is held back by the pace of a chat. */
export interface Texts {
  readonly bot: EmulatedBot;
  readonly people: readonly Person[];
  readonly textOf: (person: Person) => string;
}

/** From what a person writes until the bot's answer to them arrives at Telegram, one after the other. */
export async function replyTimes({ telegram }: Product, { bot, people, textOf }: Texts): Promise<number[]> {
  const times: number[] = [];
  for (const person of people) {
    let stop = (): void => undefined;
    const arrived = new Promise<number>((resolve) => {
      stop = telegram.onCall(({ method, params }, stage) => {
        if (stage === 'received' && method === 'sendMessage' && Number(params.chat_id) === person.id) resolve(performance.now());
      });
    });
    const writtenAt = performance.now();
    await person.send(bot, textOf(person));
    const repliedAt = await Promise.race([arrived, pause(ANSWER_LIMIT_MS, null, { ref: false })]);
    stop();
    if (repliedAt === null) throw new Error(`${person.key} was not answered within ${String(ANSWER_LIMIT_MS)} ms.`);
    times.push(repliedAt - writtenAt);
    await pause(REST_MS.least + Math.random() * (REST_MS.most - REST_MS.least));
  }
  return times;
}
