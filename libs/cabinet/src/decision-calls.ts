import { Injectable } from '@nestjs/common';
import { BotCallsRegistry } from '@app/bots';
import { ChatDecisionsRepository } from './chat-decisions.repository';

/** Telegram is being asked who may decide: whoever switches a bot off waits for that. */
@Injectable()
export class DecisionCalls {
  constructor(calls: BotCallsRegistry, decisions: ChatDecisionsRepository) {
    calls.register({ underWay: (botId) => decisions.countUnderWay(botId) });
  }
}
