import { Injectable } from '@nestjs/common';
import { Database, newId, Signals } from '@app/platform';
import type { ChatDecision } from './chat-decision';
import { ChatDecisionsRepository } from './chat-decisions.repository';
import { Decided } from './decided';

/** Tells workers that somebody has pressed a button. */
export const DECISIONS_SIGNAL = 'chat-decisions';

/** What people decide about their chats: in private at once, elsewhere after Telegram was asked whether they are an admin. */
@Injectable()
export class DecisionsService {
  constructor(
    private readonly db: Database,
    private readonly decisions: ChatDecisionsRepository,
    private readonly decided: Decided,
    private readonly signals: Signals,
  ) {}

  /** Somebody pressed a button in their private chat, which is theirs to decide about. */
  async decide(decision: Omit<ChatDecision, 'id'>): Promise<void> {
    await this.decided.draw({ ...decision, id: newId() });
  }

  /** Somebody pressed a button in a chat of several; whether they may is found out by a worker, which then answers. */
  async ask(decision: Omit<ChatDecision, 'id'>): Promise<void> {
    await this.decisions.insert({ ...decision, id: newId() });
    await this.signals.send(DECISIONS_SIGNAL);
  }

  /** Ends a decision that was asked for, once. */
  async settle(decision: ChatDecision, mayDecide: boolean): Promise<void> {
    await this.db.transaction(async () => {
      if (!(await this.decisions.end(decision.id))) return;
      await (mayDecide ? this.decided.draw(decision) : this.decided.refuse(decision));
    });
  }
}
