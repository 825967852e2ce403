import { randomUUID } from 'node:crypto';
import { RunningBots, WebhooksService } from '@app/bots';
import type { EmulatedBot } from '@app/telegram-emulator';
import type { TestAccount, TestChappe } from '../../support/chappe';
import { pairedPerson, type PairedPerson } from '../../support/messages';
import { Uploads } from '../../support/uploads';
import { waitFor } from '../../support/wait-for';

/** An account that has one of everything. */
export interface Estate {
  readonly account: TestAccount;
  readonly login: { readonly username: string; readonly email: string; readonly password: string };
  /** A chat of the house bot, and the first of two tokens for it. */
  readonly paired: PairedPerson;
  /** Texts that were sent to the chat, and texts that wait. */
  readonly texts: { readonly sent: string; readonly queued: readonly string[] };
  readonly ownBot: EmulatedBot;
  readonly ids: readonly string[];
}

export async function estateOf(chappe: TestChappe, name: string): Promise<Estate> {
  const account = await chappe.register(name);
  await chappe.sql.rows('update accounts set email_verified_at = now() where id = $1', [account.id]);
  const login = { username: name, email: `${name}@example.org`, password: `password of ${name}` };
  const paired = await pairedPerson(chappe, account, `phone of ${name}`);
  const texts = { sent: `${name} has sent this`, queued: [`${name} waits`, `${name} waits, too`] };
  const sent = await paired.messages.send(texts.sent);
  await paired.messages.ended(sent);
  await rest(chappe, paired.chatId, '1 hour');
  const queued: string[] = [];
  for (const text of texts.queued) queued.push(String((await paired.messages.post({ text }, text.replaceAll(' ', '-'))).body.id));
  const post = (path: string, body: unknown) => chappe.api.post(path, body, { token: account.accessToken });
  const entered = await post('telegram-users', { telegramId: String(account.name.length), firstName: `friend of ${name}` });
  const file = await new Uploads(chappe.api, paired.botToken).send(`contents of ${name}`);
  const second = await post('cabinet/bot-tokens', { chatId: paired.chatId, name: `second of ${name}` });
  const pairing = await post('cabinet/pairings', {});
  await post('auth/token', { login: name, password: login.password });
  const { bot: ownBot, id } = await connectBot(chappe, account);
  const ids = [
    account.id,
    paired.id,
    paired.chatId,
    sent,
    ...queued,
    String(entered.body.id),
    file.id,
    String(second.body.id),
    String(pairing.body.id),
    id,
  ];
  return { account, login, paired, texts, ownBot, ids };
}

/** Nothing is sent to the chat for so long. */
export async function rest(chappe: TestChappe, chatId: string, interval: string): Promise<void> {
  const until = `now() + '${interval}'::interval`;
  await chappe.sql.rows(`update lanes set paced_until = ${until}, ready_at = ${until} where chat_id = $1`, [chatId]);
}

/** Gives an account a bot of its own, whose webhook is set, and to whom somebody has written. */
async function connectBot(chappe: TestChappe, { id: ownerId, name }: TestAccount): Promise<{ bot: EmulatedBot; id: string }> {
  const bot = chappe.telegram.addBot({ username: `${name}_bot` });
  const id = randomUUID();
  const running = chappe.app.get(RunningBots, { strict: false });
  await chappe.sql.rows(
    `insert into bots (id, owner_id, telegram_id, username, token_sealed, webhook_key) values ($1, $2, $3, $4, $5, $6)`,
    [id, ownerId, bot.id, bot.username, running.seal(id, bot.token), `keyOf${name}Bot`],
  );
  await running.changed(id);
  await waitFor('the webhook to be set', async () => {
    await chappe.app.get(WebhooksService, { strict: false }).compareAndSet();
    return (await webhookOf(chappe, bot)) !== '';
  });
  const stranger = chappe.person(`stranger of ${name}`);
  await stranger.send(bot, '/start');
  await stranger.expectMessage(bot, /./);
  return { bot, id };
}

/** Where Telegram delivers what a bot hears; empty for nowhere. */
export async function webhookOf(chappe: TestChappe, { token }: EmulatedBot): Promise<string> {
  const answer = await fetch(`${chappe.telegram.apiRoot}/bot${token}/getWebhookInfo`);
  return ((await answer.json()) as { result: { url: string } }).result.url;
}

/** How many rows an account has, by table; only of those where it has some. What is noted of it may stay. */
export async function rowsOf(chappe: TestChappe, accountId: string): Promise<Record<string, number>> {
  const columns = await chappe.sql.rows<{ table: string; column: string }>(
    `select table_name as "table", column_name as "column" from information_schema.columns
     where table_schema = 'public' and table_name <> 'audit_entries'
       and (column_name in ('account_id', 'owner_id') or (table_name, column_name) = ('accounts', 'id'))
     order by table_name`,
  );
  const found: Record<string, number> = {};
  for (const { table, column } of columns) {
    const rows = await chappe.sql.rows(`select 1 from "${table}" where "${column}" = $1`, [accountId]);
    if (rows.length > 0) found[table] = rows.length;
  }
  return found;
}
