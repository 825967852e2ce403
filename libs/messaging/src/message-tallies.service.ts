import { Injectable } from '@nestjs/common';
import { Database, KeptAnswers } from '@app/platform';
import { MessagesRepository, type StatusTally } from './messages.repository';

/** How many messages of accounts there are in each state. */
@Injectable()
export class MessageTalliesService {
  private readonly kept: KeptAnswers<StatusTally[]>;

  constructor(
    private readonly messages: MessagesRepository,
    db: Database,
  ) {
    this.kept = new KeptAnswers(db);
  }

  /** The numbers of now, or of a while ago if there is much to count. */
  async byStatus(): Promise<StatusTally[]> {
    return await this.kept.of('all', () => this.messages.tally());
  }
}
