import { ForwardMigration } from '@app/platform';

/**
 * A membership knows the bot of its chat, which never changes: of somebody who is in many chats, those that one bot sees
 * are found without looking at all the others.
 */
export class MembershipsByBot extends ForwardMigration {
  readonly name = 'MembershipsByBot1763600017002';

  readonly statements = [
    `alter table memberships add column bot_id uuid`,
    `update memberships set bot_id = chats.bot_id from chats where chats.id = memberships.chat_id`,
    `alter table memberships alter column bot_id set not null`,
    `create index memberships_user_bot on memberships (telegram_user_id, bot_id, chat_id)`,
  ];
}
