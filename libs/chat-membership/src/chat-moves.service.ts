import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import { ChatMovesRepository } from './chat-moves.repository';
import { ChatReferencesRegistry } from './chat-references';
import { TopicsRepository } from './topics.repository';

/** Thrown for a merge that cannot be now: calls to both chats are on the wire. Nothing of it is done. */
export class MergeUnderWayError extends Error {
  constructor() {
    super('What refers to a chat cannot be moved to another one now.');
  }
}

/** Follows groups that became supergroups, whoever tells of it. */
@Injectable()
export class ChatMovesService {
  constructor(
    private readonly db: Database,
    private readonly moves: ChatMovesRepository,
    private readonly references: ChatReferencesRegistry,
    private readonly topics: TopicsRepository,
  ) {}

  /**
   * Gives a bot's chat its new Telegram id. It keeps its own id, and with it its messages, tokens and pairing. If the bot has
   * met the chat under the new id already, the two become one. Does nothing when it was done before, or when neither is known.
   * @throws MergeUnderWayError while calls to both are on the wire; the move will be told again.
   */
  async follow(botId: string, from: number, to: number): Promise<void> {
    if (from === to) return;
    await this.db.transaction(async () => {
      await this.moves.takeTurn(botId);
      const found = await this.moves.find(botId, from, to);
      if (found.old === null) return;
      if (found.new !== null) await this.merge(found.new, found.old);
      await this.moves.move(found.old, from, to);
    });
  }

  private async merge(fromId: string, toId: string): Promise<void> {
    for (const references of this.references.all) {
      if (!(await references.absorb(fromId, toId))) throw new MergeUnderWayError();
    }
    await this.moves.absorbMemberships(fromId, toId);
    await this.topics.absorb(fromId, toId);
    await this.moves.absorb(fromId, toId);
  }
}
