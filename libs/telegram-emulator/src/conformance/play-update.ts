import { TelegramEmulator } from '../telegram-emulator';
import { BotClient, type Json } from '../testing/bot-client';
import type { Chat } from '../chat';
import type { Person } from '../person';
import { disagreement } from './contains';
import type { UpdateRow } from './row';

interface Cast {
  telegram: TelegramEmulator;
  bot: BotClient;
  /** Owns the supergroup in which the bot is an administrator and boris a member; both have written to the bot. */
  ann: Person;
  boris: Person;
  supergroup: Chat;
  /** By the names that rows use. */
  ids: Map<string, number>;
}

/** What can happen in a row. */
const HAPPENINGS: Readonly<Record<string, (cast: Cast) => Promise<unknown>>> = {
  'a person blocks the bot': async ({ ann, bot }) => {
    await Promise.resolve();
    ann.block(bot);
  },
  'a person lets the bot in again': async ({ ann, bot }) => {
    ann.block(bot);
    await bot.news();
    ann.unblock(bot);
  },
  'an anonymous administrator writes': ({ ann, supergroup }) => ann.in(supergroup).send('good evening', { anonymous: true }),
  'somebody writes in the name of a channel': async (cast) => {
    await cast.ann.in(cast.supergroup).send('from the channel', { asChannel: channelOf(cast) });
  },
  'a post is brought from the linked channel': async (cast) => {
    const channel = channelOf(cast);
    await cast.ann.in(channel).linkTo(cast.supergroup);
    await cast.ann.in(channel).send('news');
  },
  'a member leaves': ({ boris, supergroup }) => boris.in(supergroup).leave(),
  'somebody writes a post in a channel': async ({ telegram, ann, bot }) => {
    const channel = telegram.channel('News', { owner: ann, signsPosts: true });
    await ann.in(channel).add(bot);
    await bot.news();
    await ann.in(channel).send('news');
  },
  'a group becomes a supergroup': async (cast) => {
    const group = await groupOf(cast);
    cast.ids.set('#old', group.id);
    cast.ids.set('#new', (await cast.ann.in(group).migrate()).id);
  },
  'somebody writes in General': ({ telegram, ann, bot }) => writesInTopic({ telegram, ann, bot }),
  'somebody writes in a topic': ({ telegram, ann, bot }) => writesInTopic({ telegram, ann, bot }, 'Yard'),
  'members talk where the bot keeps to privacy mode': async (cast) => {
    await cast.ann.in(await groupOf(cast)).send('good evening');
  },
  'a member calls the bot by its name where it keeps to privacy mode': async (cast) => {
    await cast.ann.in(await groupOf(cast)).send('/help@tower_bot');
  },
  'a member answers the bot where it keeps to privacy mode': async (cast) => {
    const group = await groupOf(cast);
    await cast.bot.result('sendMessage', { chat_id: group.id, text: 'hello all' });
    await cast.ann.in(group).send('and you?', { replyTo: await group.expectMessage('hello all') });
  },
  'a deep link is followed': ({ ann, bot }) => ann.send(bot, '/start abc_123'),
};

/** What is otherwise than the row says, null when nothing is. */
export async function playUpdate({ when, hears }: UpdateRow): Promise<string | null> {
  const telegram = await TelegramEmulator.start();
  try {
    const cast = await gather(telegram);
    const happen = HAPPENINGS[when];
    if (!happen) return `Nobody knows how this happens: ${when}`;
    await happen(cast);
    const heard = (await cast.bot.news()).map(([kind, content]) => ({ [kind]: content }));
    return disagreement('what the bot hears', heard, named(hears, cast.ids));
  } finally {
    await telegram.close();
  }
}

async function gather(telegram: TelegramEmulator): Promise<Cast> {
  const bot = new BotClient(telegram, telegram.addBot({ username: 'tower_bot' }));
  await bot.hearEverything();
  const [ann, boris] = [telegram.person('ann', { username: 'ann' }), telegram.person('boris')];
  await ann.send(bot, '/start');
  await boris.send(bot, '/start');
  const supergroup = telegram.supergroup('Yard', { owner: ann, members: [boris, bot] });
  await ann.in(supergroup).promote(bot);
  await bot.news();
  const ids = new Map(Object.entries({ '#ann': ann.id, '#boris': boris.id, '#bot': bot.id, '#supergroup': supergroup.id }));
  return { telegram, bot, ann, boris, supergroup, ids };
}

/** A channel without the bot. */
function channelOf({ telegram, ann, ids }: Cast): Chat {
  const channel = telegram.channel('News', { owner: ann });
  ids.set('#channel', channel.id);
  return channel;
}

/** A group in which the bot is no administrator. */
async function groupOf({ telegram, bot, ann, boris }: Cast): Promise<Chat> {
  const group = telegram.group('Neighbours', { owner: ann, members: [bot, boris] });
  await bot.news();
  return group;
}

async function writesInTopic({ telegram, ann, bot }: Pick<Cast, 'telegram' | 'ann' | 'bot'>, name?: string): Promise<void> {
  const forum = telegram.supergroup('Forum', { owner: ann, forum: true });
  await ann.in(forum).add(bot);
  await ann.in(forum).promote(bot);
  const topic = name === undefined ? undefined : await ann.in(forum).createTopic(name);
  await bot.news();
  await ann.in(forum).send('hello', topic === undefined ? {} : { topic });
}

/** People and chats stand in the rows by their names. */
function named(value: unknown, ids: ReadonlyMap<string, number>): unknown {
  if (typeof value === 'string') return ids.get(value) ?? value;
  if (Array.isArray(value)) return value.map((one) => named(one, ids));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value as Json).map(([key, one]) => [key, named(one, ids)]));
}
