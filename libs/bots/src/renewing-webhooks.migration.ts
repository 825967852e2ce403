import { ForwardMigration } from '@app/platform';

/** The address of a webhook is derived, like its secret: every webhook is set anew. */
export class RenewingWebhooks extends ForwardMigration {
  readonly name = 'RenewingWebhooks1764500000000';

  readonly statements = [`update bots set webhook_digest = null, care_due_at = now()`];
}
