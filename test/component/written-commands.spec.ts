import type { Person } from '@app/telegram-emulator';
import { ForgettingService } from '@app/updates';
import { ask } from '../support/bot-talk';
import { TestChappe, type TestAccount } from '../support/chappe';
import { Deliveries, nowSeconds } from '../support/deliveries';
import { OwnedBots } from '../support/owned-bots';

let chappe: TestChappe;
let telegram: Deliveries;
let admin: TestAccount;
let messages = 0;

beforeAll(async () => {
  chappe = await TestChappe.start();
  admin = await chappe.register('admin');
  telegram = await Deliveries.to(chappe);
});

afterAll(async () => {
  await chappe.stop();
});

const user = (person: Person) => ({ id: person.id, is_bot: false, first_name: person.key });

/** A message of somebody in private. */
const message = (chat: object, from: object, date: number, more: object) =>
  telegram.give('message', { message_id: (messages += 1), chat, from, date, text: 'hi', ...more });

const profileOf = async (person: Person) =>
  (await chappe.sql.rows('select first_name, last_name, username from telegram_users where telegram_id = $1', [person.id]))[0];

describe('a command', () => {
  /** Somebody who has written to the bot before: else Telegram lets it send them nothing. */
  async function acquaintance(key: string): Promise<Person> {
    const person = chappe.person(key);
    await person.send(chappe.bot, 'hi');
    await person.expectMessage(chappe.bot, /I do not understand that/);
    return person;
  }

  const command = (person: Person, text: string, length: number, more: object[] = []) =>
    message({ id: person.id, type: 'private', first_name: person.key }, user(person), nowSeconds(), {
      text,
      entities: [...more, { type: 'bot_command', offset: 0, length }],
    });

  it.each([
    ['/HELP', 5, []],
    ['/help@HOUSE_bot', 15, []],
    ['/Help\nplease', 5, []],
    ['/help now', 5, [{ type: 'bold', offset: 0, length: 9 }]],
  ])('is understood as people write it: %j', async (text, length, more) => {
    const person = await acquaintance(`writes ${text}`);
    await command(person, text, length, more);
    await person.expectMessage(chappe.bot, /This is what I can do/);
  });

  it.each(['/START', '/Start'])('%s makes a forgotten person known, and greets them as /start does', async (text) => {
    const person = await acquaintance(`forgotten ${text}`);
    const [bot] = await chappe.sql.rows<{ id: string }>('select id from bots where owner_id is null');
    await chappe.app.get(ForgettingService, { strict: false }).forget({ botId: bot?.id ?? '', telegramId: person.id });
    await command(person, '/help', 5);
    expect(await profileOf(person)).toBeUndefined();
    await command(person, text, 6);
    await person.expectMessage(chappe.bot, /Your code is/);
    expect(await profileOf(person)).toMatchObject({ first_name: person.key });
  });

  it('/start with a payload of another program greets like one without', async () => {
    const answer = await ask(chappe, chappe.person('guest of a link'), `/start ${'A-z_9'.repeat(4)}xy`);
    expect(answer.text).toMatch(/Nice to meet you.*Your code is/s);
  });

  it('a rich message in private gets the answer of any other text', async () => {
    const person = await acquaintance('rich');
    const [hi] = person.messages(chappe.bot).slice(-1);
    await message({ id: person.id, type: 'private', first_name: 'rich' }, user(person), nowSeconds(), {
      text: undefined,
      rich_message: { blocks: [{ type: 'paragraph', text: 'hi' }] },
    });
    await person.expectMessage(chappe.bot, /I do not understand that/, { after: hi?.messageId });
  });

  it('is not answered when it is older than the bot answers, and what it shows is learned all the same', async () => {
    const [old, fresh] = [await acquaintance('yesterday'), await acquaintance('today')];
    const before = old.messages(chappe.bot).length;
    await chappe.sql.rows('update bots set ignore_commands_older_than_minutes = 30');
    await chappe.restart();
    const give = (person: Person, date: number) =>
      message({ id: person.id, type: 'private', first_name: person.key }, user(person), date, {
        text: '/help',
        entities: [{ type: 'bot_command', offset: 0, length: 5 }],
      });
    await chappe.sql.rows(`update telegram_users set last_name = 'Old', as_of = '2001-01-01' where telegram_id = $1`, [old.id]);
    await give(old, nowSeconds() - 20 * 3_600);
    await give(fresh, nowSeconds() - 60);
    await fresh.expectMessage(chappe.bot, /This is what I can do/);
    expect(old.messages(chappe.bot)).toHaveLength(before);
    expect(await profileOf(old)).toMatchObject({ first_name: 'yesterday', last_name: null });
  });
});

it('an account says how old a command may be that its bot answers', async () => {
  const bots = new OwnedBots(chappe, admin);
  const bot = await bots.connect();
  const change = async (ignoreCommandsOlderThanMinutes: unknown) => await bots.change(bot.id, { ignoreCommandsOlderThanMinutes });
  expect((await bots.get(bot.id)).body).toMatchObject({ ignoreCommandsOlderThanMinutes: null });
  expect(await change(30)).toMatchObject({ status: 200, body: { ignoreCommandsOlderThanMinutes: 30 } });
  for (const wrong of [0, -1, 1.5, 1_441, '30']) expect(await change(wrong)).toMatchObject({ status: 400 });
  expect(await change(null)).toMatchObject({ status: 200, body: { ignoreCommandsOlderThanMinutes: null } });
});

describe('a group into which the bot has just come', () => {
  it('is told how it is linked, and again by /start there, as long as it is not', async () => {
    const owner = chappe.person('owner');
    const group = chappe.telegram.supergroup('New here', { owner });
    await owner.in(group).add(chappe.bot);
    const offer = await group.expectMessage(/Who links this chat/);
    expect(offer.replyMarkup?.inline_keyboard).toMatchObject([[{ text: 'Show the code' }]]);
    await owner.in(group).promote(chappe.bot);
    const { messageId } = await owner.in(group).send('/start@house_bot');
    const greeting = await group.expectMessage(/I remember this chat from now on/, { after: messageId });
    expect(greeting).toMatchObject({ replyMarkup: { inline_keyboard: [[{ text: 'Show the code' }]] } });
    expect(group.messages().filter(({ text }) => text.startsWith('Who links'))).toHaveLength(1);
    await chappe.sql.rows(
      'update chats set account_id = $1, pairing_id = gen_random_uuid(), paired_at = now() where telegram_id = $2',
      [admin.id, group.id],
    );
    const again = await owner.in(group).send('/start@house_bot');
    const linked = await group.expectMessage(/I remember this chat/, { after: again.messageId });
    expect(linked.replyMarkup).toBeUndefined();
  });
});
