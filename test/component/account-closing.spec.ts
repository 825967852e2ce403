import type { FaultKind } from '@app/telegram-emulator';
import { Maintenance } from '../../libs/platform/src/queue/maintenance';
import { TestChappe } from '../support/chappe';
import { letterTo } from '../support/letters';
import { Messages } from '../support/messages';
import { TestSmtp } from '../support/smtp';
import { waitFor } from '../support/wait-for';
import { estateOf, rest, rowsOf, webhookOf, type Estate } from './closing/estate';

let chappe: TestChappe;
let smtp: TestSmtp;

beforeAll(async () => {
  smtp = await TestSmtp.start();
  chappe = await TestChappe.start({ settings: { SMTP_URL: smtp.url } });
});

afterAll(async () => {
  await chappe.stop();
  await smtp.stop();
});

const close = ({ account: { accessToken: token, name } }: Estate) =>
  chappe.api.call('DELETE', 'account', { password: `password of ${name}` }, { token });

/** Waits until nothing of an account is left but the tables given. */
async function gone({ account }: Estate, ...tables: readonly string[]): Promise<void> {
  const left = async (): Promise<string> => Object.keys(await rowsOf(chappe, account.id)).join();
  await waitFor('the account to be erased', async () => (await left()) === tables.join());
}

/** The same for all of it, while the chore that erases comes again and again. */
async function erased({ account }: Estate): Promise<void> {
  await waitFor('the account to be erased', async () => {
    await chappe.app.get(Maintenance, { strict: false }).run('auth.erase-accounts');
    return Object.keys(await rowsOf(chappe, account.id)).length === 0;
  });
}

/** What somebody who still has its tokens and its password is answered. */
async function attempts({ account, login, paired }: Estate): Promise<number[]> {
  const { api } = chappe;
  const answers = await Promise.all([
    api.get('account', { token: account.accessToken }),
    api.post('telegram-users', { telegramId: '77' }, { token: account.accessToken }),
    api.post('auth/token/refresh', { refreshToken: account.refreshToken }),
    api.post('auth/token/verify', { token: account.accessToken }),
    api.post('auth/token', { login: login.username, password: login.password }),
    api.post('auth/token', { login: login.email, password: login.password }),
    api.get('messages', { token: paired.botToken }),
    paired.messages.post({ text: 'after all' }),
  ]);
  return answers.map(({ status }) => status);
}

describe('an account that is deleted', () => {
  let mine: Estate;
  let theirs: Estate;
  let before: Record<'mine' | 'theirs', Record<string, number>>;
  let atOnce: { readonly answers: number[]; readonly rows: Record<string, number> };

  beforeAll(async () => {
    [mine, theirs] = [await estateOf(chappe, 'ann'), await estateOf(chappe, 'bob')];
    before = { mine: await rowsOf(chappe, mine.account.id), theirs: await rowsOf(chappe, theirs.account.id) };
    // As if another process were erasing, so that one sees what holds before anything is erased.
    const lease = `insert into leases values ('erase-accounts', gen_random_uuid(), now() + interval '1 hour')`;
    await chappe.sql.rows(lease);
    expect(await close(mine)).toMatchObject({ status: 204 });
    atOnce = { answers: await attempts(mine), rows: await rowsOf(chappe, mine.account.id) };
    await chappe.sql.rows(`delete from leases where name = 'erase-accounts'`);
    await erased(mine);
  });

  it('is closed to whoever has its tokens or its password, before anything is erased', () => {
    expect(atOnce).toEqual({ answers: Array(8).fill(401), rows: before.mine });
  });

  it('leaves no row behind but what was noted of it', async () => {
    const tables = [
      'accounts',
      'bot_tokens',
      'bots',
      'chats',
      'files',
      'mails',
      'message_books',
      'messages',
      'pairings',
      'sessions',
      'telegram_users',
    ];
    expect(Object.keys(before.mine)).toEqual(tables);
    expect(await rowsOf(chappe, mine.account.id)).toEqual({});
    await expect(chappe.sql.count('file_chunks')).resolves.toBe(1); // bob's
    await expect(chappe.sql.rows('select 1 from idempotency_keys where scope = $1', [mine.paired.id])).resolves.toEqual([]);
    const noted = await chappe.sql.rows<{ action: string }>(
      'select action from audit_entries where account_id = $1 order by id desc limit 1',
      [mine.account.id],
    );
    expect(noted).toEqual([{ action: 'account.closed' }]);
  });

  it('is told so by its last mail', async () => {
    const letter = await letterTo(smtp, 'ann@example.org', /closed/);
    expect(smtp.mailsTo('ann@example.org').at(-1)).toBe(letter);
    await expect(chappe.sql.rows(`select 1 from mails where recipient = 'ann@example.org'`)).resolves.toHaveLength(1);
  });

  it('takes its bot along: Telegram delivers nothing for it any more', async () => {
    expect(chappe.telegram.callsOf('deleteWebhook', mine.ownBot)).toHaveLength(1);
    expect(await webhookOf(chappe, mine.ownBot)).toBe('');
  });

  it('takes nothing of another account along', async () => {
    expect(await rowsOf(chappe, theirs.account.id)).toEqual(before.theirs);
    expect(await webhookOf(chappe, theirs.ownBot)).not.toBe('');
    await rest(chappe, theirs.paired.chatId, '0');
    await theirs.paired.messages.send('hurry');
    for (const text of theirs.texts.queued) await theirs.paired.person.expectMessage(chappe.bot, text);
  });

  it('frees its chat, and what was queued is never sent', async () => {
    const again = await chappe.register('ann');
    expect(again.id).not.toBe(mine.account.id);
    const pairing = 'select account_id, pairing_id, paired_at from chats where id = $1';
    await expect(chappe.sql.rows(pairing, [mine.paired.chatId])).resolves.toEqual([
      { account_id: null, pairing_id: null, paired_at: null },
    ]);
    await rest(chappe, mine.paired.chatId, '0');
    const { botToken } = await chappe.pair(again, mine.paired.person);
    await new Messages(chappe.api, botToken).send('under new ownership');
    await mine.paired.person.expectMessage(chappe.bot, 'under new ownership');
    const texts = mine.paired.person.messages(chappe.bot).map(({ text }) => text);
    expect(texts.filter((text) => text.includes(mine.texts.sent))).toHaveLength(1);
    expect(texts.filter((text) => /waits|after all/.test(text))).toEqual([]);
  });
});

it.each<[string, FaultKind]>([
  ['does not answer', 'reset'],
  ['fails', { error: [500, 'Internal Server Error'] }],
])(
  'while Telegram %s, a closed account is unusable, its logins are free, and its bot stays until it can be taken leave of',
  async (words, fault) => {
    const estate = await estateOf(chappe, words.slice(-4).trim());
    const away = chappe.telegram.fault({ on: { method: 'deleteWebhook', botId: estate.ownBot.id }, do: fault });
    expect(await close(estate)).toMatchObject({ status: 204 });
    await waitFor('Telegram to be asked', () => Promise.resolve(away.hits > 0));
    expect(await attempts(estate)).toEqual(Array(8).fill(401));
    await chappe.register(estate.account.name);
    await gone(estate, 'accounts', 'bots', 'sessions');
    expect(await webhookOf(chappe, estate.ownBot)).not.toBe('');
    away.clear();
    await erased(estate);
    expect(await webhookOf(chappe, estate.ownBot)).toBe('');
  },
);

it('an account is erased as soon as it is closed, also when the token of its bot is not good any more', async () => {
  const estate = await estateOf(chappe, 'revoked');
  chappe.telegram.revoke(estate.ownBot);
  expect(await close(estate)).toMatchObject({ status: 204 });
  await gone(estate);
});

describe('the export', () => {
  it('holds all that is the account’s, page after page, nothing of anybody else, and no secret', async () => {
    const [mine, theirs] = [await estateOf(chappe, 'ella'), await estateOf(chappe, 'otto')];
    await chappe.sql.rows(
      `insert into messages (id, bot_id, chat_id, account_id, priority, method, type, text, status, settled_at)
       select gen_random_uuid(), bot_id, id, $2, 1, 'sendMessage', 'text', 'number ' || n, 'sent', now()
       from chats, generate_series(1, 1200) n where chats.id = $1`,
      [mine.paired.chatId, mine.account.id],
    );
    const answer = await chappe.api.post<Record<string, { id: string; text: string }[]>>(
      'account/export',
      { password: 'password of ella' },
      {
        token: mine.account.accessToken,
      },
    );
    expect(answer.headers.get('content-type')).toBe('application/json');
    const counts = Object.entries(answer.body).map(([name, list]) => [name, Array.isArray(list) ? list.length : 'text']);
    expect(Object.fromEntries(counts)).toEqual({
      ...{ exportedAt: 'text', account: 1, sessions: 2, audit: 6, mails: 1, messages: 1_203 },
      ...{ botTokens: 2, pairedChats: 1, pairings: 1, enteredPeople: 1, bots: 1, files: 1 },
    });
    expect(new Set(answer.body.messages?.map(({ id }) => id)).size).toBe(1_203);
    expect(mine.ids.filter((id) => !answer.text.includes(id))).toEqual([]);
    expect([...theirs.ids, 'otto'].filter((foreign) => answer.text.includes(foreign))).toEqual([]);
    expect((await secretsOf(mine)).filter((secret) => answer.text.includes(secret))).toEqual([]);
  });
});

/** What nobody may read, not even in one's own export. */
async function secretsOf({ account, login, paired, ownBot }: Estate): Promise<string[]> {
  const rows = await chappe.sql.rows<{ secret: string | null }>(
    `select password_hash as secret from accounts where id = $1
     union select token_sealed from bots where owner_id = $1 union select webhook_key from bots where owner_id = $1
     union select letter_sealed from mails where account_id = $1
     union select encode(token_hash, 'hex') from bot_tokens where account_id = $1
     union select encode(token_hash, 'base64') from bot_tokens where account_id = $1`,
    [account.id],
  );
  const kept = rows.flatMap(({ secret }) => secret ?? []);
  expect(kept.length).toBeGreaterThan(5);
  return [...kept, login.password, paired.botToken, ownBot.token, account.accessToken, account.refreshToken];
}
