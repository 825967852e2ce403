import type { Answer } from './api-client';
import type { TestAccount, TestChappe } from './chappe';
import type { Echo } from './traffic';

/** A bot as the API shows it; of a refusal, its code. */
export interface BotAnswer {
  readonly id: string;
  readonly mode: string;
  readonly wantedMode: string | null;
  readonly active: boolean;
  readonly pausedReason: string | null;
  readonly code?: string;
}

/** What one account does with its bots. */
export class OwnedBots {
  private made = 0;

  constructor(
    private readonly chappe: TestChappe,
    private readonly account: TestAccount,
  ) {}

  /** Makes a bot at BotFather and connects it; it repeats what people write. */
  async connect(more: object = {}, profile: { privacy?: boolean } = {}): Promise<Echo> {
    this.made += 1;
    const telegram = this.chappe.telegram.addBot({ username: `${this.account.name}${String(this.made)}_bot`, ...profile });
    const answer = await this.post('', { token: telegram.token, behaviour: 'echo', ...more });
    if (answer.status !== 201) throw new Error(answer.text);
    return { id: answer.body.id, telegram };
  }

  change(id: string, body: object): Promise<Answer<BotAnswer>> {
    // Another token needs the password.
    const whole = 'token' in body ? { password: `password of ${this.account.name}`, ...body } : body;
    return this.chappe.api.call('PATCH', `bots/${id}`, whole, { token: this.account.accessToken });
  }

  get(id: string): Promise<Answer<BotAnswer>> {
    return this.chappe.api.get(`bots/${id}`, { token: this.account.accessToken });
  }

  post(path: string, body: object = {}): Promise<Answer<BotAnswer>> {
    return this.chappe.api.post(`bots${path}`, body, { token: this.account.accessToken });
  }

  /** As often as a test likes: the count of questions to Telegram begins anew. */
  async health(id: string): Promise<Health> {
    await this.chappe.sql.rows(`delete from guesses where key like 'bot-checks:%'`);
    return (await this.chappe.api.get<Health>(`bots/${id}/health`, { token: this.account.accessToken })).body;
  }
}

export interface Health {
  readonly healthy: boolean;
  readonly findings: readonly { code: string; detail: string }[];
  readonly notes: readonly { code: string; detail: string }[];
}
