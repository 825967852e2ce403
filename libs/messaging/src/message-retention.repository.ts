import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import { MessagingConfig } from './messaging.config';

const BATCH = 2_000;

/** Keys are kept for as long as we promise, and forgotten some time after. */
const KEY_LIFETIME = '48 hours';

/** What has served its time goes, a batch at a time, so that nobody waits for it. */
@Injectable()
export class MessageRetention {
  constructor(
    private readonly db: Database,
    private readonly config: MessagingConfig,
  ) {}

  /** Forgets idempotency keys after the 48 hours for which they are promised. */
  async forgetKeys(): Promise<void> {
    await this.inBatches(
      `delete from idempotency_keys where (scope, key) in (
         select scope, key from idempotency_keys where created_at < now() - interval '${KEY_LIFETIME}' limit ${String(BATCH)})`,
    );
  }

  /**
   * Forgets messages that ended long ago. A key that still stands for one holds it, and so does what waits to be done with
   * it: an edit or a reply that was scheduled.
   */
  async forgetMessages(): Promise<void> {
    await this.inBatches(
      `delete from messages where id in (
         select id from messages ended where settled_at < now() - make_interval(days => $1)
           and not exists (select from idempotency_keys where message_id = ended.id)
           and not exists (select from messages acts where acts.target_id = ended.id and acts.status = 'queued')
         limit ${String(BATCH)})`,
      [this.config.retentionDays],
    );
    // Chats of people who were forgotten stand only for as long as there is something to read in them.
    await this.inBatches(
      `delete from chats where id in (
         select id from chats hull where forgotten_at is not null and not exists (select from messages where chat_id = hull.id)
         limit ${String(BATCH)})`,
    );
  }

  private async inBatches(statement: string, parameters: readonly unknown[] = []): Promise<void> {
    for (;;) {
      const { count } = await this.db.run(statement, parameters);
      if (count < BATCH) return;
    }
  }
}
