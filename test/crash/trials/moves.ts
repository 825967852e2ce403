import type { Chat, EmulatedBot, LedgerEntry, Person } from '@app/telegram-emulator';
import { waitFor } from '../../support/wait-for';
import type { Installation } from '../installation';
import { Submissions } from '../submissions';
import { pace, pairAll } from './cast';
import type { Judge, Scene } from './trial';

/** How a bot hears of the move: as Telegram tells it, twice, in the other order, or not but by a refused call. */
const WAYS = ['told', 'told twice', 'told crosswise', 'not told'] as const;

const MEET_LIMIT_MS = 60_000;

/** Nothing but the first message goes out before all are accepted; then a third of the pause between messages to a group that Telegram wants. */
const STANDING_SECONDS = 3_600;
const PACE_SECONDS = 1;

/** Each call that is refused because the group has moved tells of the move; more than these would be a loop. */
const MOST_REFUSALS = 3;

interface Group {
  readonly bot: EmulatedBot;
  readonly owner: Person;
  readonly group: Chat;
  readonly way: (typeof WAYS)[number];
  readonly texts: string[];
}

/** T10: groups that become supergroups while messages wait for them. All of these arrive, in order and once, under the new id. */
export async function moveGroups({ installation, cast, size }: Scene): Promise<Judge> {
  const { sql, telegram } = installation;
  const bots = cast.botsOf('moves');
  const groups = Array.from({ length: size.groups }, (_, index) => found(installation, bots, index));
  const known = `select id, telegram_id::text as "telegramId" from chats where type = 'group'`;
  const chats = await waitFor(
    'groups to be known',
    async () => {
      const rows = await sql.rows<{ id: string; telegramId: string }>(known);
      return rows.length === groups.length && rows;
    },
    MEET_LIMIT_MS,
  );
  await pairAll(installation);
  const idOf = new Map(chats.map(({ id, telegramId }) => [telegramId, id]));
  const submissions = new Submissions(installation.root);
  const moved = await Promise.all(
    groups.map(async (one) => {
      const telegramId = String(one.group.id);
      const place = { chatId: idOf.get(telegramId) ?? '', telegramId, token: cast.accessToken };
      for (let index = 0; index < size.groupMessages; index++) {
        const text = `${one.group.title}, message ${String(index)}.`;
        const key = text.replaceAll(/[ ,]/g, '-');
        await submissions.untilAccepted(place, submissions.add(place, { key, text, delivery: 'at_least_once' }));
        one.texts.push(text);
        if (index === 0) await pace(installation, place, STANDING_SECONDS);
      }
      await pace(installation, place, PACE_SECONDS);
      return await upgrade(installation, one);
    }),
  );
  return () => {
    const calls = telegram.callsOf('sendMessage');
    const judged = moved.map((one) => judgeGroup(one, calls));
    const sum = (figure: 'underNewId' | 'refusals'): number => judged.reduce((all, one) => all + one[figure], 0);
    return Promise.resolve({
      counts: {
        groups: groups.length,
        messages: submissions.sends.length,
        underNewIds: sum('underNewId'),
        refusals: sum('refusals'),
      },
      violations: {
        wrongArrivals: judged.flatMap(({ wrongArrivals }) => wrongArrivals),
        loops: judged.flatMap(({ loops }) => loops),
      },
    });
  };
}

function found({ telegram }: Installation, bots: readonly EmulatedBot[], index: number): Group {
  const bot = bots[index % bots.length];
  const way = WAYS[(index % bots.length) % WAYS.length];
  if (bot === undefined || way === undefined) throw new Error('There is no bot for groups.');
  const owner = telegram.person(`owner ${String(index)}`);
  const title = `group ${String(index)}`;
  return { bot, owner, group: telegram.group(title, { owner, members: [bot] }), way, texts: [] };
}

/** As soon as the first message has arrived. */
async function upgrade(installation: Installation, one: Group): Promise<Group & { supergroup: Chat }> {
  const { telegram } = installation;
  const { bot, owner, group, way } = one;
  await group.expectMessage('message 0', { timeoutMs: MEET_LIMIT_MS });
  if (way === 'not told') await fetch(`${telegram.apiRoot}/bot${bot.token}/deleteWebhook`, { method: 'POST' });
  const crosswise = { on: { update: 'message', botId: bot.id }, do: 'reorderAcrossQueues', times: 1 } as const;
  const fault = way === 'told crosswise' ? telegram.fault(crosswise) : null;
  const supergroup = await owner.in(group).migrate();
  if (way === 'told twice') {
    await waitFor('the move to be told', () => Promise.resolve(telegram.pendingUpdates(bot) === 0), MEET_LIMIT_MS);
    const last = telegram.deliveries.filter(({ botId, status }) => botId === bot.id && status === 200).slice(-4);
    await Promise.all(last.reverse().map(({ updateId }) => telegram.redeliver(bot, updateId)));
  }
  fault?.clear();
  return { ...one, supergroup };
}

function judgeGroup({ group, supergroup, texts, way }: Group & { supergroup: Chat }, calls: readonly LedgerEntry[]) {
  const ids = new Set([String(group.id), String(supergroup.id)]);
  const here = calls.filter(({ params }) => ids.has(String(params.chat_id)) && texts.includes(String(params.text)));
  const arrived = here.filter(({ status }) => status === 200);
  const refusals = here.filter(({ status }) => status === 400).length;
  const isRight = arrived.length === texts.length && arrived.every(({ params }, index) => params.text === texts[index]);
  const order = arrived.map(({ params }) => /message (\d+)/.exec(String(params.text))?.[1]).join(' ');
  return {
    underNewId: arrived.filter(({ params }) => String(params.chat_id) === String(supergroup.id)).length,
    refusals,
    wrongArrivals: isRight ? [] : [`${group.title} (${way}): ${order} of ${String(texts.length)}`],
    loops: refusals > MOST_REFUSALS ? [`${group.title} (${way}) was called ${String(refusals)} times under its old id`] : [],
  };
}
