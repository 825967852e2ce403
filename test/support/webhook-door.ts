import { WebhookSecrets } from '@app/bots';
import type { Answer } from './api-client';
import type { TestChappe } from './chappe';

/** The webhook of the house bot, knocked at as Telegram does: with its secret. */
export class WebhookDoor {
  private constructor(
    private readonly chappe: TestChappe,
    readonly path: string,
    readonly secret: string,
  ) {}

  static async of(chappe: TestChappe): Promise<WebhookDoor> {
    const [bot] = await chappe.sql.rows<{ webhook_key: string; webhook_generation: number }>(
      'select * from bots where owner_id is null',
    );
    if (!bot) throw new Error('There is no bot yet.');
    const secrets = chappe.app.get(WebhookSecrets, { strict: false });
    const claim = { webhookKey: bot.webhook_key, generation: bot.webhook_generation };
    return new WebhookDoor(chappe, `/telegram/webhook/${secrets.nameOf(claim)}`, secrets.of(claim));
  }

  /** Delivers an update, or any body at all. */
  post(body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const raw = typeof body === 'string' || Buffer.isBuffer(body) ? body : undefined;
    return this.chappe.api.post(this.path, raw === undefined ? body : undefined, {
      raw,
      headers: { 'x-telegram-bot-api-secret-token': this.secret, ...headers },
    });
  }
}

/** An update that tells of a text in a private chat. */
export function textUpdate(updateId: number, personId: number, text: string, firstName = 'Somebody'): Record<string, unknown> {
  const person = { id: personId, first_name: firstName };
  const message = {
    message_id: updateId,
    date: 1_750_000_000,
    chat: { ...person, type: 'private' },
    from: { ...person, is_bot: false },
    text,
  };
  return { update_id: updateId, message };
}
