import { randomBytes } from 'node:crypto';
import { WebhookSecrets } from '@app/bots';
import type { EmulatedBot } from '@app/telegram-emulator';
import { CryptoConfig, DerivedKeys, newId, randomBase62, Sealer } from '@app/platform';
import type { Product } from './product';

/** A bot of the product whose webhook is set, as the product sees it. */
export interface PlantedBot {
  readonly id: string;
  readonly telegramId: number;
  readonly token: string;
  readonly webhookName: string;
  readonly secret: string;
}

const FIRST_ID = 7_000_000_000;

/**
 * Puts bots of one account into the database past the API, their tokens sealed as the product seals them: active, with the
 * behaviour of the house, a webhook that is set, looked after lately, and nothing to be told to Telegram today.
 */
export async function plantBots({ sql, environment }: Product, count: number): Promise<PlantedBot[]> {
  const config = new CryptoConfig(environment);
  const [sealer, secrets] = [new Sealer(config), new WebhookSecrets(new DerivedKeys(config))];
  const bots = Array.from({ length: count }, (_, index) => {
    const [id, telegramId, webhookKey] = [newId(), FIRST_ID + index, randomBase62(16)];
    const token = `${String(telegramId)}:${randomBytes(27).toString('base64url').slice(0, 35)}`;
    const sealed = sealer.seal(token, { table: 'bots', column: 'token_sealed', rowId: id });
    const claim = { webhookKey, generation: 1 };
    return { id, telegramId, token, sealed, webhookKey, webhookName: secrets.nameOf(claim), secret: secrets.of(claim) };
  });
  const ownerId = newId();
  await sql.rows(`insert into accounts (id, username, name, password_hash) values ($1, 'keeper', 'Keeper', '')`, [ownerId]);
  await sql.rows(
    `insert into bots (id, owner_id, telegram_id, username, token_sealed, webhook_key, webhook_digest, care_due_at)
     select id, $1, telegram_id, 'bot' || telegram_id || '_bot', sealed, key, 'set', now() + interval '1 day'
     from unnest($2::uuid[], $3::bigint[], $4::text[], $5::text[]) as t (id, telegram_id, sealed, key)`,
    [ownerId, ...(['id', 'telegramId', 'sealed', 'webhookKey'] as const).map((key) => bots.map((bot) => bot[key]))],
  );
  await sql.rows(`insert into command_menus (bot_id, digest, due_at) select id, '', now() + interval '1 day' from bots`);
  await sql.rows('analyze bots');
  return bots;
}

/** The same bots at Telegram. */
export function introduce({ telegram }: Product, bots: readonly PlantedBot[]): EmulatedBot[] {
  return bots.map(({ telegramId, token }) => telegram.addBot({ username: `bot${String(telegramId)}_bot`, token }));
}

/** So many accounts that nobody can sign in to. */
export async function plantOwners({ sql }: Product, count: number): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `insert into accounts (id, username, name, password_hash)
     select gen_random_uuid(), 'owner-' || n, 'Owner ' || n, '' from generate_series(1, $1::int) n returning id`,
    [count],
  );
  return rows.map(({ id }) => id);
}
