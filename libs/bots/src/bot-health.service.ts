import { Injectable } from '@nestjs/common';
import { BotChangesService } from './bot-changes.service';
import { findingsIn } from './findings';
import { OwnedBotsService } from './owned-bots.service';
import { TokenCheck } from './token-check';
import { WebhookProbe, type Probe } from './webhook-probe';

/** How a bot is. */
export type BotHealth = Probe;

/** Examines bots for those whose they are, and mends them. */
@Injectable()
export class BotHealthService {
  constructor(
    private readonly owned: OwnedBotsService,
    private readonly changes: BotChangesService,
    private readonly probe: WebhookProbe,
    private readonly check: TokenCheck,
  ) {}

  /** @throws BotNotFoundError, TooManyChecksError */
  async examine(ownerId: string, id: string): Promise<BotHealth> {
    const bot = await this.owned.get(ownerId, id);
    await this.check.count(ownerId);
    const known = findingsIn(bot);
    const { findings, ...rest } = await this.probe.of(bot);
    return { findings: [...known, ...findings.filter(({ code }) => !known.some((one) => one.code === code))], ...rest };
  }

  /** Sets the webhook anew with another secret. @throws BotNotFoundError */
  async repair(ownerId: string, id: string): Promise<BotHealth> {
    await this.changes.renewWebhookSecret(ownerId, id);
    return await this.examine(ownerId, id);
  }
}
