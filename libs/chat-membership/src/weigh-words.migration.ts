import { ForwardMigration } from '@app/platform';

/**
 * What is known of a membership is three separate facts, each with its own order: the newest word that somebody came or went,
 * the newest exact word, and the last sign of life. Presence, and whether the bot may name the person, follow from them in the
 * database. Of admins that were known before nobody knows whether they are anonymous: they are hidden until Telegram says so.
 */
export class WeighWords extends ForwardMigration {
  readonly name = 'WeighWords1764510000000';

  readonly statements = [
    `alter table memberships
      add column told_left_at timestamptz,
      add column exact_absent boolean,
      add column anonymous boolean,
      add column shown boolean not null default true,
      add column seen_as_of timestamptz not null default '-infinity',
      add column seen_as_of_update bigint not null default 0`,
    `update memberships set told_left_at = left_at, exact_absent = case when status_as_of is not null then left_at is not null end,
      anonymous = case when status_as_of is not null then status in ('creator', 'administrator') end,
      as_of = least(as_of, now()), status_as_of = least(status_as_of, now())`,
    `alter table memberships drop column left_at`,
    `alter table memberships
      add column left_at timestamptz generated always as (case
        when coalesce(exact_absent, false) or (seen_as_of, seen_as_of_update) <= (as_of, as_of_update) then told_left_at end) stored,
      add column hidden boolean not null generated always as (coalesce(anonymous, not shown)) stored`,
    `create index memberships_gone on memberships (chat_id, telegram_user_id) where left_at is not null`,
    `create index memberships_there on memberships (chat_id, telegram_user_id) include (hidden) where left_at is null`,
    `alter table chats
      add column is_direct_messages boolean not null default false,
      add column members_hidden boolean not null default false,
      add column members_due_at timestamptz`,
    // Whether a supergroup hides its members is only known when Telegram is asked: until then its members are not named.
    `update chats set members_hidden = true, members_due_at = now() where type = 'supergroup' and bot_left_at is null`,
    `create index chats_username on chats (bot_id, lower(username)) where username is not null`,
    `create index chats_members_due on chats (members_due_at) where members_due_at is not null`,
    `update chats set as_of = least(as_of, now()), status_as_of = least(status_as_of, now())
      where as_of > now() or status_as_of > now()`,
    `update topics set title_as_of = least(title_as_of, now()), closed_as_of = least(closed_as_of, now())
      where title_as_of > now() or closed_as_of > now()`,
  ];
}
