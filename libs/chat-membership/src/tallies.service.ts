import { Injectable } from '@nestjs/common';
import { Database, KeptAnswers } from '@app/platform';
import { TalliesRepository, type Tallies, type Tally } from './tallies.repository';
import type { NamedChat, NamedPerson } from './whereabouts.repository';

/** A line of a list: what is counted, named only to those who may know it. */
export interface Named<What> {
  readonly count: number;
  readonly what: What | undefined;
}

/** What a bot knows, in numbers. Anybody may have them; names only those who share a chat. */
@Injectable()
export class TalliesService {
  private readonly kept: KeptAnswers<Tallies>;

  constructor(
    private readonly tallies: TalliesRepository,
    db: Database,
  ) {
    this.kept = new KeptAnswers(db);
  }

  /** The numbers of now, or of a while ago if there is much to count. */
  async of(botId: string): Promise<Tallies> {
    return await this.kept.of(botId, () => this.tallies.of(botId));
  }

  /** These people, with the names of those who share a chat with the asker. */
  async namePeople(botId: string, asker: number, lines: readonly Tally[]): Promise<Named<NamedPerson>[]> {
    return named(lines, await this.tallies.peopleKnownTo(botId, asker, idsOf(lines)));
  }

  /** These chats, with the names of those in which the asker is. */
  async nameChats(botId: string, asker: number, lines: readonly Tally[]): Promise<Named<NamedChat>[]> {
    return named(lines, await this.tallies.chatsKnownTo(botId, asker, idsOf(lines)));
  }
}

function idsOf(lines: readonly Tally[]): string[] {
  return lines.map(({ id }) => id);
}

function named<What extends { readonly id: string }>(lines: readonly Tally[], known: readonly What[]): Named<What>[] {
  const byId = new Map(known.map((what) => [what.id, what]));
  return lines.map(({ id, count }) => ({ count, what: byId.get(id) }));
}
