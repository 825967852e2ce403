import { Injectable, Logger } from '@nestjs/common';
import { Database, KeptAnswers, Metrics } from '@app/platform';
import { SelfAuditRepository, type Audit } from './self-audit.repository';

const GAUGES: readonly (readonly [figure: keyof Audit, name: string, help: string])[] = [
  ['accepted', 'chappe_messages_accepted', 'Messages that were ever accepted'],
  ['ended', 'chappe_messages_ended', 'Messages that ever came to an end'],
  ['open', 'chappe_messages_open', 'Messages that have not come to an end'],
  ['unbalanced', 'chappe_messages_unbalanced_accounts', 'Accounts of which accepted is not ended + open; should be 0'],
  ['abandoned', 'chappe_messages_abandoned', 'Messages whose lease ran out a minute ago and that nobody has found; should be 0'],
  ['lateSeconds', 'chappe_lanes_late_seconds', 'How long a lane has been ready while its bot sends nothing; should be below 10'],
];

/** Compares the books with what is there, for the metrics and once a minute for the log. */
@Injectable()
export class SelfAuditService {
  private readonly log = new Logger(SelfAuditService.name);
  private readonly kept: KeptAnswers<Audit>;

  constructor(
    private readonly repository: SelfAuditRepository,
    db: Database,
    metrics: Metrics,
  ) {
    this.kept = new KeptAnswers(db);
    for (const [figure, name, help] of GAUGES) metrics.gauge(name, help, async () => (await this.figures())[figure]);
  }

  /** Says it in the log if something is not as it should be. */
  async check(): Promise<void> {
    const audit = await this.repository.audit();
    if (audit.unbalanced + audit.abandoned > 0) this.log.error(audit, 'the books do not balance');
  }

  private async figures(): Promise<Audit> {
    return await this.kept.of('audit', () => this.repository.audit());
  }
}
