import type { EmulatedBot, Person } from '@app/telegram-emulator';
import { ApiClient } from '../../support/api-client';
import { waitFor } from '../../support/wait-for';
import { connectBots } from '../connect-bots';
import { hurry, register } from '../first-steps';
import type { Installation } from '../installation';
import type { Destination } from '../submissions';
import type { TrialsSize } from './sizes';

const ANSWERS_LIMIT_MS = 120_000;

/** A person with a bot, in a chat of the account that sends. */
export interface Seat extends Destination {
  readonly bot: EmulatedBot;
  readonly person: Person;
}

type Trial = keyof TrialsSize['rooms'];

interface Meeting {
  readonly trial: Trial;
  readonly bot: EmulatedBot;
  readonly person: Person;
}

/** Everybody whom the trials need: an account, its bots, and people who have written to them. */
export class Cast {
  private constructor(
    readonly api: ApiClient,
    readonly accessToken: string,
    private readonly bots: ReadonlyMap<Trial, readonly EmulatedBot[]>,
    private readonly seats: ReadonlyMap<Trial, readonly Seat[]>,
  ) {}

  static async gather(installation: Installation, { rooms }: TrialsSize): Promise<Cast> {
    const api = new ApiClient(installation.root);
    const accessToken = await register(api);
    const bots = new Map<Trial, readonly EmulatedBot[]>();
    const trials = Object.keys(rooms) as Trial[];
    for (const trial of trials) {
      const profiles = Array.from({ length: rooms[trial].bots }, (_, index) => ({ username: `${trial}_${String(index)}_bot` }));
      bots.set(trial, await connectBots(installation, profiles, { api, token: accessToken, behaviour: 'house' }));
    }
    const meetings = trials.flatMap((trial) =>
      meetingsOf(installation, trial, { bots: bots.get(trial) ?? [], chats: rooms[trial].chats }),
    );
    const seats = await meet(installation, meetings, accessToken);
    const ofTrial = (trial: Trial): Seat[] => seats.filter((_, index) => meetings[index]?.trial === trial);
    return new Cast(api, accessToken, bots, new Map(trials.map((trial) => [trial, ofTrial(trial)])));
  }

  seatsOf(trial: Trial): readonly Seat[] {
    return this.seats.get(trial) ?? [];
  }

  botsOf(trial: Trial): readonly EmulatedBot[] {
    return this.bots.get(trial) ?? [];
  }
}

/** Gives the account all chats that belong to nobody. */
export async function pairAll({ sql }: Installation): Promise<void> {
  await sql.rows(
    `update chats set pairing_id = gen_random_uuid(), paired_at = now(), account_id = (select id from accounts where username = 'sender')
     where account_id is null`,
  );
}

/** From now on a chat may get a message every so many seconds. */
export async function pace({ sql }: Installation, { chatId }: Destination, seconds: number): Promise<void> {
  const change = 'update lanes set pace_seconds = $2, ready_at = now(), paced_until = now() where chat_id = $1';
  await sql.rows(change, [chatId, seconds]);
}

function meetingsOf(
  { telegram }: Installation,
  trial: Trial,
  { bots, chats }: { bots: readonly EmulatedBot[]; chats: number },
): Meeting[] {
  return Array.from({ length: chats }, (_, index) => {
    const bot = bots[index % bots.length];
    if (!bot) throw new Error(`There is no bot for ${trial}.`);
    return { trial, bot, person: telegram.person(`${trial} ${String(index)}`, { firstName: `${trial} ${String(index)}` }) };
  });
}

/** Everybody writes /start and is answered. */
async function meet(installation: Installation, meetings: readonly Meeting[], token: string): Promise<Seat[]> {
  const { sql } = installation;
  for (const { person, bot } of meetings) await person.send(bot, '/start');
  await waitFor(
    'everybody to be answered',
    async () => {
      await hurry(installation);
      const [row] = await sql.rows<{ count: number }>(`select count(*)::int from messages where status = 'sent'`);
      return row?.count === meetings.length;
    },
    ANSWERS_LIMIT_MS,
  );
  await pairAll(installation);
  const chats = await sql.rows<{ id: string; telegramId: string }>('select id, telegram_id::text as "telegramId" from chats');
  const ids = new Map(chats.map(({ id, telegramId }) => [telegramId, id]));
  return meetings.map(({ bot, person }) => {
    const telegramId = String(person.id);
    return { bot, person, telegramId, chatId: ids.get(telegramId) ?? '', token };
  });
}
