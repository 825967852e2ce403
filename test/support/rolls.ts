import type { Chat, EmulatedBot } from '@app/telegram-emulator';
import type { TestChappe } from './chappe';
import { waitFor } from './wait-for';

/** Who is in a chat, as the database has it. */
export interface Entry {
  readonly name: string;
  readonly status: string;
  readonly joined: Date | null;
  readonly left: Date | null;
}

/** A chat, as the database has it. */
export interface ChatRow {
  readonly id: string;
  readonly telegram_id: string;
  readonly type: string;
  readonly title: string | null;
  readonly bot_status: string;
  readonly bot_left_at: Date | null;
  readonly reachable: boolean;
  readonly is_forum: boolean;
}

/** Waits until every update that a bot was given has had its effect. */
export async function settled(chappe: TestChappe): Promise<void> {
  await chappe.telegram.idle();
  await waitFor('updates to have their effect', async () => {
    const rows = await chappe.sql.rows(`select from updates where status = 'pending'`);
    return rows.length === 0;
  });
}

/** The chat of a Telegram id, when everything has settled. */
export async function chatRow(chappe: TestChappe, { id }: { id: number }): Promise<ChatRow | undefined> {
  await settled(chappe);
  return (await chappe.sql.rows<ChatRow & Record<string, unknown>>('select * from chats where telegram_id = $1', [id]))[0];
}

/** Everybody who is or was in a chat, when everything has settled, by first name. */
export async function roll(chappe: TestChappe, chat: { id: number }): Promise<Entry[]> {
  await settled(chappe);
  return await chappe.sql.rows<Entry & Record<string, unknown>>(
    `select person.first_name as name, membership.status, membership.joined_at as joined, membership.left_at as left
     from memberships membership join chats on chats.id = membership.chat_id
     join telegram_users person on person.id = membership.telegram_user_id
     where chats.telegram_id = $1 order by person.first_name`,
    [chat.id],
  );
}

/** Names of those who are in a chat, and of those who are not any more. */
export async function present(chappe: TestChappe, chat: { id: number }): Promise<{ in: string[]; out: string[] }> {
  const entries = await roll(chappe, chat);
  const names = (wanted: boolean): string[] => entries.flatMap(({ name, left }) => ((left === null) === wanted ? [name] : []));
  return { in: names(true), out: names(false) };
}

/** A supergroup in which the bot is an administrator, so that it is told of everything. */
export async function watched(chappe: TestChappe, title: string, owner: string, bot: EmulatedBot = chappe.bot): Promise<Chat> {
  const founder = chappe.person(owner);
  const chat = chappe.telegram.supergroup(title, { owner: founder });
  await founder.in(chat).add(bot, {});
  return chat;
}

/** Gives Chappe what it has been given already once more, as if it had never been: the updates as ordered. */
export async function replay(chappe: TestChappe, chatIds: readonly number[], order: string): Promise<void> {
  await chappe.sql.rows(
    `with gone as (delete from updates where lane = any($1) returning *)
     insert into updates (bot_id, update_id, lane, person, body)
     select bot_id, update_id, lane, person, body from gone order by ${order}`,
    [chatIds],
  );
  await settled(chappe);
}
