import { ForwardMigration } from '@app/platform';

/** Which commands Telegram shows for a bot: a digest of what was published last, and when it may be published next. */
export class CreateCommandMenus extends ForwardMigration {
  readonly name = 'CreateCommandMenus1763600016002';

  readonly statements = [
    `create table command_menus (
      bot_id uuid primary key references bots (id) on delete cascade,
      digest text not null,
      publishing boolean not null default false,
      due_at timestamptz not null
    )`,
  ];
}
