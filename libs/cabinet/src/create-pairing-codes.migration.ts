import { ForwardMigration } from '@app/platform';

export class CreatePairingCodes extends ForwardMigration {
  readonly name = 'CreatePairingCodes1763600009000';

  readonly statements = [
    `create table pairing_codes (
      chat_id uuid primary key references chats (id) on delete cascade,
      code_mac bytea not null,
      expires_at timestamptz not null
    )`,
    `create unique index pairing_codes_mac on pairing_codes (code_mac)`,
  ];
}
