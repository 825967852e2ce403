import type { Person } from '@app/telegram-emulator';
import { TestChappe, type TestAccount } from '../support/chappe';
import { waitFor } from '../support/wait-for';

let chappe: TestChappe;
let admin: TestAccount;
let ann: Person;
let oleg: Person;

beforeAll(async () => {
  chappe = await TestChappe.start({ settings: { CHAPPE_EMBEDDED: 'on' } });
  admin = await chappe.register('admin');
  ann = chappe.telegram.person('ann', { languageCode: 'en' });
  oleg = chappe.telegram.person('oleg', { languageCode: 'ru' });
});

afterAll(async () => {
  await chappe.stop();
});

const shown = (person: Person, command: string, chat?: { id: number }): string | undefined =>
  person.commandsOf(chappe.bot, chat).find((one) => one.command === command)?.description;

const until = (look: () => boolean) => waitFor('the commands to be published', () => Promise.resolve(look()));

it('everybody sees the commands in their language, and in groups those that are meant for groups', async () => {
  const group = chappe.telegram.supergroup('Group', { owner: ann, members: [chappe.bot, oleg] });
  await until(() => shown(oleg, 'help', group) !== undefined);
  expect(shown(ann, 'start')).toBe('say hello, and have a code to link this chat');
  expect(shown(oleg, 'start')).toBe('поздороваться и получить код для связи');
  expect(shown(oleg, 'help', group)).toBe('что я умею');
  expect(shown(oleg, 'start', group)).toBeUndefined();
});

it('a changed text is published at once, and nothing is published twice', async () => {
  await until(() => shown(oleg, 'help') !== undefined);
  const published = (): number => chappe.telegram.calls.filter(({ method }) => method === 'setMyCommands').length;
  const before = published();
  await chappe.api.call('PUT', 'admin/texts/en/command.help', { text: 'help' }, { token: admin.accessToken });
  await until(() => shown(ann, 'help') === 'help');
  await waitFor('all of them', () => Promise.resolve(published() === before + 6));
});

it('a bot that has no commands any more shows none', async () => {
  const options = { token: admin.accessToken };
  const bot = chappe.telegram.addBot({ username: 'own_bot' });
  const { id } = (await chappe.api.post<{ id: string }>('bots', { token: bot.token, behaviour: 'house' }, options)).body;
  await until(() => ann.commandsOf(bot).length > 0);
  await chappe.api.call('PATCH', `bots/${id}`, { behaviour: 'echo' }, options);
  await until(() => ann.commandsOf(bot).length === 0 && oleg.commandsOf(bot).length === 0);
});

it('a bot that has no commands any more shows none either when they were published in part only', async () => {
  const options = { token: admin.accessToken };
  const bot = chappe.telegram.addBot({ username: 'undecided_bot' });
  const { id } = (await chappe.api.post<{ id: string }>('bots', { token: bot.token, behaviour: 'house' }, options)).body;
  const turnTo = (behaviour: string) => chappe.api.call('PATCH', `bots/${id}`, { behaviour }, options);
  const publishedAs = (wanted: string) =>
    waitFor(`the commands to be ${wanted}`, async () => {
      const [menu] = await chappe.sql.rows('select publishing from command_menus where bot_id = $1 and digest = $2', [
        id,
        wanted,
      ]);
      return menu?.publishing === false;
    });
  await until(() => ann.commandsOf(bot).length > 0);
  await turnTo('echo');
  await publishedAs('none');
  chappe.telegram.fault({ on: { method: 'setMyCommands', botId: bot.id }, after: 3, times: 1, do: { http: [502, ''] } });
  await turnTo('house');
  await waitFor('it to fail', async () => {
    const interrupted = 'select 1 from command_menus where bot_id = $1 and not publishing and due_at > now()';
    return (await chappe.sql.rows(interrupted, [id])).length > 0;
  });
  expect(ann.commandsOf(bot)).not.toHaveLength(0);
  await chappe.sql.rows('update command_menus set due_at = now() where bot_id = $1', [id]);
  await turnTo('echo');
  await until(() => ann.commandsOf(bot).length === 0);
});
