import type { Chat, Person } from '@app/telegram-emulator';
import { ask, askIn, buttonsOf, press } from '../support/bot-talk';
import { TestChappe } from '../support/chappe';
import { settled, watched } from '../support/rolls';
import { waitFor } from '../support/wait-for';
import { WebhookDoor } from '../support/webhook-door';

let chappe: TestChappe;
let ann: Person;
let bob: Person;
let carl: Person;
let club: Chat;
let team: Chat;
let strangeUpdates = 3_000_000_000;

beforeAll(async () => {
  chappe = await TestChappe.start();
  club = await watched(chappe, 'The club', 'ann');
  team = await watched(chappe, 'The team', 'bob');
  ann = chappe.telegram.person('ann', { firstName: 'Ann', username: 'ann_a' });
  bob = chappe.telegram.person('bob', { firstName: 'Bob', lastName: '<b>Builder</b>', username: 'bobby' });
  carl = chappe.telegram.person('carl', { firstName: 'Carl' });
  await bob.in(club).join();
  await carl.in(team).join();
  await settled(chappe);
});

afterAll(async () => {
  await chappe.stop();
});

describe('/start', () => {
  it('twice greets twice, and there is one person, one chat and one membership, active', async () => {
    const rita = chappe.person('rita');
    expect((await ask(chappe, rita, '/start')).text).toContain('Hello, rita! Nice to meet you.');
    expect((await ask(chappe, rita, '/start')).text).toContain('Welcome back, rita!');
    const rows = await chappe.sql.rows(
      `select left_at from telegram_users person join memberships on telegram_user_id = person.id where telegram_id = $1`,
      [rita.id],
    );
    expect(rows).toEqual([{ left_at: null }]);
  });
});

describe('/help', () => {
  it('lists the commands, in private and in a group', async () => {
    const inPrivate = (await ask(chappe, ann, '/help')).text;
    expect(inPrivate).toContain('/start — say hello');
    expect(inPrivate).toContain('/seen — where you both are');
    expect((await askIn(club, ann, '/help@house_bot')).text).not.toContain('/start —');
  });
});

describe('/me', () => {
  it('works before /start, with names that are missing', async () => {
    const nobody = chappe.telegram.person('nobody', { firstName: '\u2060' });
    const { text } = await ask(chappe, nobody, '/me');
    expect(text).toMatch(/^You\nID: \d+\nUsername: —\nName: \S\nLanguage: English\n\nYour chats: 1\n1\. .* \(private chat\)$/s);
  });

  it('names the chats in which one is', async () => {
    const { text } = await ask(chappe, bob, '/me');
    expect(text).toContain('Username: @bobby\nName: Bob <b>Builder</b>');
    expect(text).toContain('The club (group)');
    expect(text).toContain('The team (group)');
  });

  it('shows 100 chats page by page, never more than Telegram takes', async () => {
    const joiner = chappe.telegram.person('joiner', { firstName: 'Joiner' });
    await ask(chappe, joiner, '/start');
    await chappe.sql.rows(
      `with bot as (select id from bots), chat as (
         insert into chats (id, bot_id, telegram_id, type, title)
         select gen_random_uuid(), bot.id, -5000 - n, 'group', repeat('long ', 50) || n from bot, generate_series(1, 100) n returning id, bot_id)
       insert into memberships (bot_id, chat_id, telegram_user_id, status, joined_at, as_of, as_of_update)
       select chat.bot_id, chat.id, person.id, 'member', now(), now(), 1 from chat, telegram_users person where telegram_id = $1`,
      [joiner.id],
    );
    const first = await ask(chappe, joiner, '/me');
    expect(first.text).toContain('Your chats: 101');
    expect(buttonsOf(first)).toEqual([['<<', '1/6', '>>'], ['Refresh']]);
    const second = await press(chappe, joiner, first, '>>');
    expect(second.text).toContain('\n21. ');
    expect(buttonsOf(second)[0]).toEqual(['<<', '2/6', '>>']);
  });

  it('keeps the buttons of somebody to themselves', async () => {
    const annsAnswer = await askIn(club, ann, '/me@house_bot');
    const query = await bob.in(club).press('Refresh', annsAnswer);
    expect(await bob.expectAnswer(chappe.bot, query)).toEqual({
      text: 'These buttons are for who asked. Ask yourself: /help',
      showAlert: true,
    });
  });
});

describe('/whereami', () => {
  it('works before /start in a private chat', async () => {
    const newcomer = chappe.telegram.person('newcomer', { firstName: 'New' });
    expect((await ask(chappe, newcomer, '/whereami')).text).toBe(
      `private chat\nType: private chat\nID: ${String(newcomer.id)}\n\nPeople I have seen here: 1\n1. New`,
    );
  });

  it('names the people of a group to those who are in it, and not the bot', async () => {
    const { text } = await askIn(club, ann, '/whereami@house_bot');
    expect(text).toContain(`The club\nType: group\nID: ${String(club.id)}`);
    expect(text).toContain('People I have seen here: 2');
    expect(text).toContain('Ann @ann_a');
    expect(text).not.toContain('house_bot');
  });

  it('says in which topic of a forum one is', async () => {
    const forum = chappe.telegram.supergroup('Forum', { owner: ann, members: [chappe.bot], forum: true });
    const topic = await ann.in(forum).createTopic('News');
    const { messageId } = await ann.in(forum).send('/whereami@house_bot', { topic });
    const { text } = await forum.expectMessage(/Topic/, { after: messageId });
    expect(text).toContain(`Topic: ${String(topic.id)}`);
  });
});

describe('/seen', () => {
  it('tells only of the chats that both share', async () => {
    const { text } = await ask(chappe, ann, '/seen @BOBBY');
    expect(text).toContain('Bob <b>Builder</b> @bobby\nChats that you share: 1');
    expect(text).toContain('The club');
    expect(text).not.toContain('The team');
  });

  it("finds somebody by Telegram's id", async () => {
    expect((await ask(chappe, ann, `/seen ${String(bob.id)}`)).text).toContain('The club');
  });

  it('gives the same answer for a stranger and for somebody who is nowhere with the asker', async () => {
    const nothing = 'I know of nobody by that name in the chats that you share.';
    expect((await ask(chappe, ann, '/seen @nobody_at_all')).text).toBe(nothing);
    expect((await ask(chappe, ann, `/seen ${String(carl.id)}`)).text).toBe(nothing);
  });

  it('takes a username for its newest holder', async () => {
    await chappe.sql.rows(`update telegram_users set username = 'moved', as_of = '2001-01-01' where telegram_id = $1`, [carl.id]);
    await chappe.sql.rows(`update telegram_users set username = 'Moved', as_of = now() where telegram_id = $1`, [ann.id]);
    expect((await ask(chappe, bob, '/seen @moved')).text).toMatch(/^Ann @Moved/);
  });

  it.each(['/seen', '/seen Bob', '/seen @no-name', `/seen ${'9'.repeat(20)}`])('%s: says how to ask', async (text) => {
    expect((await ask(chappe, ann, text)).text).toContain('/seen @username');
  });
});

describe('/stats', () => {
  it('counts for everybody, and names only those who share a chat with the asker', async () => {
    const counted = await ask(chappe, ann, '/stats');
    expect(counted.text).toMatch(/^Statistics\nPeople: \d+\nChats: \d+\n\nPeople by number of chats:/);
    expect(counted.text).toContain('somebody');
    expect(counted.text).not.toContain('Carl');
    const chats = await press(chappe, ann, counted, 'Chats');
    expect(chats.text).toContain('Chats by number of people:');
    expect(buttonsOf(chats).slice(1)).toEqual([['Users', 'Chats']]);
  });

  it('is turned page by page, to the end and no further', async () => {
    const first = await ask(chappe, carl, '/stats');
    const chats = await press(chappe, carl, first, 'Chats');
    const [[, shown] = []] = buttonsOf(chats);
    const pages = Number(shown?.split('/')[1]);
    expect(pages).toBeGreaterThan(1);
    const second = await press(chappe, carl, chats, '>>');
    expect(second.text).toContain('\n11. ');
    expect(buttonsOf(second)[0]?.[1]).toMatch(/^2\//);
    const back = await press(chappe, carl, second, '<<');
    expect(back.text).toContain('\n1. ');
    expect(buttonsOf(back)[0]?.[1]).toMatch(/^1\//);
  });

  it('gives admins who have paired their private chat the details, and nobody else', async () => {
    const admin = await chappe.register('boss');
    await chappe.sql.rows(`update accounts set role = 'admin' where id = $1`, [admin.id]);
    const boss = chappe.person('boss');
    await chappe.pair(admin, boss);
    await boss.expectMessage(chappe.bot, /^Linked by/);
    const stats = await ask(chappe, boss, '/stats');
    expect(buttonsOf(stats)).toContainEqual(['In detail']);
    const details = await press(chappe, boss, stats, 'In detail');
    expect(details.text).toMatch(/Active chats: \d+, left: \d+\n\nNew people per day:\n\d{4}-\d\d-\d\d: \d+/);
    expect(details.text).toMatch(/Languages:\n(?:en|—): \d+/);
    expect(buttonsOf(await ask(chappe, ann, '/stats')).flat()).not.toContain('In detail');
  });
});

interface Pressed {
  readonly data?: string;
  readonly date?: number;
  readonly game_short_name?: string;
}

describe('a button that is not as the bot made it', () => {
  it.each<[string, Pressed, boolean]>([
    ['leads to nobody', { data: 'seen:{id}:abc:1' }, true],
    ['leads to a number that is none', { data: `seen:{id}:${'9'.repeat(20)}:1` }, true],
    ['leads to a page that is none', { data: 'me:{id}::9999' }, true],
    ['links with nothing', { data: `link:yes:${'-'.repeat(36)}` }, true],
    ['unlinks from nothing', { data: `unlink:${'-'.repeat(36)}` }, true],
    ['is of another bot', { data: 'whatever' }, true],
    ['stands under a message that is gone', { data: 'me:{id}::1', date: 0 }, true],
    ['stands nowhere', { data: 'me:{id}::1' }, false],
    ['stands nowhere, and is of another bot', { data: 'whatever' }, false],
    ['stands nowhere, and would unlink', { data: 'unlink:018f0000-0000-7000-8000-000000000000' }, false],
    ['stands nowhere, and is of a game', { game_short_name: 'chess' }, false],
  ])('%s: the update has its effect at the first try', async (_, { date = 1_800_000_000, data, ...rest }, somewhere) => {
    const { id } = ann;
    const from = { id, is_bot: false, first_name: 'Ann' };
    const message = { message_id: 1, date, chat: { id, type: 'private', first_name: 'Ann' }, ...(date > 0 && { text: 'x' }) };
    const query = {
      id: '1',
      from,
      chat_instance: '1',
      ...rest,
      ...(data !== undefined && { data: data.replace('{id}', String(id)) }),
    };
    const where = somewhere ? { message } : { inline_message_id: 'x' };
    const updateId = (strangeUpdates += 1);
    await (await WebhookDoor.of(chappe)).post({ update_id: updateId, callback_query: { ...query, ...where } });
    await waitFor('the update to be tried', async () => {
      const rows = await chappe.sql.rows('select from updates where update_id = $1 and tries > 0', [updateId]);
      return rows.length > 0;
    });
    const [row] = await chappe.sql.rows('select status, error from updates where update_id = $1', [updateId]);
    expect(row).toEqual({ status: 'processed', error: null });
  });
});

describe('other text', () => {
  it('is answered in private, and in groups people speak with each other', async () => {
    expect((await ask(chappe, ann, 'how are you?')).text).toBe('I do not understand that. /help says what I can do.');
    const said = async () =>
      (await chappe.sql.rows(`select from messages join chats on chats.id = chat_id where telegram_id = $1`, [team.id])).length;
    const before = await said();
    const { messageId } = await bob.in(team).send('how are you?');
    await settled(chappe);
    expect(await said()).toBe(before);
    expect(team.messages().at(-1)?.messageId).toBe(messageId);
  });

  it('who writes as the group is told that they cannot be known', async () => {
    const { messageId } = await ann.in(club).send('/me@house_bot', { anonymous: true });
    expect((await club.expectMessage(/./, { after: messageId })).text).toContain('I cannot tell who you are');
  });
});
