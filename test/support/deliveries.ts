import type { TestChappe } from './chappe';
import { settled } from './rolls';
import { WebhookDoor } from './webhook-door';

/** Delivers updates as Telegram does, also such as the emulator never makes. */
export class Deliveries {
  private updates = 6_000_000_000;

  private constructor(
    private readonly chappe: TestChappe,
    private readonly door: WebhookDoor,
  ) {}

  static async to(chappe: TestChappe): Promise<Deliveries> {
    return new Deliveries(chappe, await WebhookDoor.of(chappe));
  }

  /** Delivers an update of a kind, and waits until it has had its effect, which it must have at the first try. */
  async give(kind: string, event: Record<string, unknown>): Promise<void> {
    this.updates += 1;
    const answer = await this.door.post({ update_id: this.updates, [kind]: event });
    if (answer.status !== 200) throw new Error(answer.text);
    await settled(this.chappe);
    const [row] = await this.chappe.sql.rows('select status, tries, error from updates where update_id = $1', [this.updates]);
    if (row?.status !== 'processed' || row.tries !== 1) throw new Error(JSON.stringify(row));
  }
}

/** Now, as Telegram tells the time. */
export const nowSeconds = (): number => Math.floor(Date.now() / 1_000);
