import type { Person } from '@app/telegram-emulator';
import { ask, buttonsOf, press } from '../support/bot-talk';
import { TestChappe, type TestAccount } from '../support/chappe';

interface Text {
  readonly key: string;
  readonly text: string;
  readonly default: string;
  readonly variables: string[];
  readonly own: boolean;
}

let chappe: TestChappe;
let admin: TestAccount;
let ann: Person;

beforeAll(async () => {
  chappe = await TestChappe.start({ settings: { CHAPPE_EMBEDDED: 'on' } });
  admin = await chappe.register('admin');
  ann = chappe.telegram.person('ann', { firstName: 'Ann', languageCode: 'ru-RU' });
});

afterAll(async () => {
  await chappe.stop();
});

const as = ({ accessToken }: TestAccount) => ({ token: accessToken });
const list = async (language: string): Promise<Text[]> =>
  (await chappe.api.get<{ items: Text[] }>(`admin/texts?language=${language}`, as(admin))).body.items;
const put = (name: string, text: string) => chappe.api.call<Text>('PUT', `admin/texts/${name}`, { text }, as(admin));
const restore = (name: string) => chappe.api.call('DELETE', `admin/texts/${name}`, undefined, as(admin));

describe('the language of a person', () => {
  it('is what their Telegram speaks, until they choose one', async () => {
    expect((await ask(chappe, ann, '/start')).text).toContain('Здравствуйте, Ann!');
    const question = await ask(chappe, ann, '/language');
    expect(buttonsOf(question)).toEqual([['English', 'Русский']]);
    expect((await press(chappe, ann, question, 'English')).text).toBe('I speak English with you from now on.');
    expect((await ask(chappe, ann, 'hm')).text).toContain('I do not understand that.');
    expect((await ask(chappe, ann, '/language RU')).text).toBe('Теперь я говорю с вами по-русски.');
    expect((await ask(chappe, ann, '/language tlh')).text).toContain('/language en');
  });

  it('is English for one that the bot does not speak, or that nobody told', async () => {
    const others = [
      chappe.telegram.person('jan', { languageCode: 'nl' }),
      chappe.telegram.person('kim', { languageCode: undefined }),
    ];
    for (const person of others) expect((await ask(chappe, person, 'hm')).text).toContain('I do not understand that.');
  });

  it('is the one in which a chat is told who linked it', async () => {
    const code = /Ваш код: ([\dA-Z-]+)/.exec((await ask(chappe, ann, '/start')).text)?.[1];
    const { status } = await chappe.api.post('cabinet/bot-tokens', { code }, as(admin));
    expect(status).toBe(201);
    expect((await ann.expectMessage(chappe.bot, /^Чат связан с admin/)).replyMarkup).toMatchObject({
      inline_keyboard: [[{ text: 'Отменить' }]],
    });
  });
});

describe('the texts of an installation', () => {
  it('are listed with what is filled in', async () => {
    expect((await list('ru')).find(({ key }) => key === 'start.hello')).toEqual({
      language: 'ru',
      key: 'start.hello',
      text: 'Здравствуйте, <b>{name}</b>! Приятно познакомиться.',
      default: 'Здравствуйте, <b>{name}</b>! Приятно познакомиться.',
      variables: ['name'],
      own: false,
    });
  });

  it('are said at once when they change, and no more when they are taken back', async () => {
    const changed = await put('en/unknown', 'Pardon? <i>Try</i> /help');
    expect(changed).toMatchObject({ status: 200, body: { own: true, text: 'Pardon? <i>Try</i> /help' } });
    const bob = chappe.person('bob');
    const answer = await ask(chappe, bob, 'hm');
    expect(answer.text).toBe('Pardon? Try /help');
    expect(answer.entities).toContainEqual({ type: 'italic', offset: 8, length: 3 });
    expect((await list('en')).filter(({ own }) => own).map(({ key }) => key)).toEqual(['unknown']);
    expect((await restore('en/unknown')).status).toBe(204);
    expect((await ask(chappe, bob, 'hm')).text).toContain('I do not understand that.');
  });

  it('may be so long that a list of them is cut to what a message can carry', async () => {
    const eve = chappe.person('eve');
    expect((await put('en/help.line', `/{command} ${'long '.repeat(280)}{description}`)).status).toBe(200);
    const { text } = await ask(chappe, eve, '/help');
    expect([...text]).toHaveLength(4_096);
    await restore('en/help.line');
  });

  it('are refused with all that is wrong', async () => {
    expect(await put('en/start.back', 'Hi <u>{nick}</u>')).toMatchObject({
      status: 422,
      body: {
        code: 'texts.invalid',
        errors: [
          { field: 'text', message: 'The variable {name} is missing.' },
          { field: 'text', message: 'There is no variable {nick} here.' },
          { field: 'text', message: 'The tag <u> is not allowed here.' },
        ],
      },
    });
  });

  it.each([
    ['en/no.such', 404],
    ['en/constructor', 404],
    ['xx/unknown', 400],
  ])('%s is answered with %i', async (name, status) => {
    expect((await put(name, 'text')).status).toBe(status);
    expect((await restore(name)).status).toBe(status);
  });

  it('are for admins', async () => {
    const member = await chappe.register('member');
    expect((await chappe.api.get('admin/texts', as(member))).status).toBe(403);
    expect((await chappe.api.get('admin/texts')).status).toBe(401);
  });
});
