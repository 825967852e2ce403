import * as fc from 'fast-check';
import type { Chat, Person } from '@app/telegram-emulator';
import { TestChappe } from '../support/chappe';
import { chatRow, replay, roll, settled, type Entry } from '../support/rolls';

const DEEDS = [
  'join',
  'leave',
  'kick',
  'unban',
  'promote',
  'demote',
  'restrict',
  'write',
  'remove bot',
  'return bot',
  'migrate',
] as const;
type Deed = readonly [(typeof DEEDS)[number], number];

const PEOPLE = 4;

let chappe: TestChappe;
let lives = 0;

beforeAll(async () => {
  chappe = await TestChappe.start();
});

afterAll(async () => {
  await chappe.stop();
});

/** A group and those who may come into it. */
class Life {
  readonly owner: Person;
  readonly people: readonly Person[];
  group: Chat;

  constructor(number: number, plain: boolean) {
    this.owner = chappe.person(`life ${String(number)} owner`);
    this.people = Array.from({ length: PEOPLE }, (_, i) => chappe.person(`life ${String(number)} person ${String(i)}`));
    const { telegram } = chappe;
    const kind = plain ? telegram.group.bind(telegram) : telegram.supergroup.bind(telegram);
    this.group = kind('Life', { owner: this.owner });
  }

  async begin(): Promise<void> {
    await this.owner.in(this.group).add(chappe.bot, {});
  }

  /** Does it, if it can be done now. */
  async do([deed, which]: Deed): Promise<void> {
    const somebody = this.people[which] ?? this.owner;
    const [they, owner] = [somebody.in(this.group), this.owner.in(this.group)];
    const ways: Record<Deed[0], () => Promise<unknown>> = {
      join: () => they.join(),
      leave: () => they.leave(),
      kick: () => owner.remove(somebody),
      unban: () => owner.unban(somebody),
      promote: () => owner.promote(somebody),
      demote: () => owner.demote(somebody),
      restrict: () => owner.restrict(somebody),
      write: () => they.send('something'),
      'remove bot': () => owner.remove(chappe.bot),
      'return bot': async () => {
        await owner.unban(chappe.bot).catch(() => undefined);
        await owner.add(chappe.bot, {});
      },
      migrate: async () => {
        this.group = await owner.migrate();
      },
    };
    await ways[deed]().catch(() => undefined);
  }

  /** Names of those who are in the group. */
  inside(): string[] {
    return this.group.members.flatMap(({ userId, status, isOutside }) => {
      const person = this.people.concat(this.owner).find(({ id }) => id === userId);
      return person && !['left', 'kicked'].includes(status) && isOutside !== true ? [person.key] : [];
    });
  }
}

const namesOf = (entries: readonly Entry[]): string[] => entries.flatMap(({ name, left }) => (left === null ? [name] : []));
const facts = (entries: readonly Entry[]) => entries.map(({ name, joined, left }) => ({ name, joined, there: left === null }));
const deeds = (known: readonly Deed[0][]) =>
  fc.array(fc.tuple(fc.constantFrom(...known), fc.nat({ max: PEOPLE - 1 })), { minLength: 3, maxLength: 25 });

async function live(number: number, plain: boolean, all: readonly Deed[]): Promise<Life> {
  const life = new Life(number, plain);
  await life.begin();
  for (const deed of all) await life.do(deed);
  await settled(chappe);
  return life;
}

it('whatever happens while the bot is an administrator, those are there who are there', async () => {
  const watched = DEEDS.filter((deed) => !deed.endsWith('bot') && deed !== 'migrate');
  await fc.assert(
    fc.asyncProperty(deeds(watched), async (all) => {
      const life = await live((lives += 1), false, all);
      const names = namesOf(await roll(chappe, life.group));
      expect(names).toEqual(life.inside().toSorted());
    }),
    { numRuns: 25, seed: 2 },
  );
}, 120_000);

it('what is known in the end does not depend on the order in which updates arrive', async () => {
  await fc.assert(
    fc.asyncProperty(deeds(DEEDS), fc.boolean(), async (all, plain) => {
      const life = await live((lives += 1), plain, all);
      const before = await known(life.group);
      const lanes = [life.group.id, ...(await formerIds(life.group))];
      await chappe.sql.rows('delete from chats where telegram_id = any($1)', [lanes]);
      await replay(chappe, lanes, 'random()');
      const after = await known(life.group);
      expect(after).toEqual(before);
      expect(await chappe.sql.rows(`select error from updates where status = 'failed'`)).toEqual([]);
    }),
    { numRuns: 12, seed: 3 },
  );
}, 120_000);

/** What is known of a group, if it is known at all. */
async function known(group: Chat) {
  const { type, title, bot_left_at } = (await chatRow(chappe, group)) ?? {};
  return { type, title, away: bot_left_at instanceof Date, roll: facts(await roll(chappe, group)) };
}

/** The id of a supergroup from when it was a group. */
async function formerIds({ id }: Chat): Promise<number[]> {
  const sql = 'select former_telegram_id from chats where telegram_id = $1 and former_telegram_id is not null';
  return (await chappe.sql.rows<{ former_telegram_id: string }>(sql, [id])).map((row) => Number(row.former_telegram_id));
}
