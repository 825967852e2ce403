import { Injectable } from '@nestjs/common';
import { RunningBots } from '@app/bots';
import { BotApi } from '@app/telegram';
import type { DueDecision } from './chat-decisions.repository';
import { ChatDecisionsRepository } from './chat-decisions.repository';
import { DecisionsService } from './decisions.service';

const TIMEOUT_MS = 5_000;

/** Asks Telegram whether those who pressed a button are admins of the chat. */
@Injectable()
export class DecidingService {
  constructor(
    private readonly decisions: ChatDecisionsRepository,
    private readonly service: DecisionsService,
    private readonly bots: RunningBots,
    private readonly api: BotApi,
  ) {}

  /** Works on one decision; true means that there may be another. While Telegram does not answer, it is asked again. */
  async decideNext(): Promise<boolean> {
    const decision = await this.decisions.take();
    if (!decision) return false;
    const isAdmin = await this.isAdmin(decision);
    if (isAdmin !== 'unknown') await this.service.settle(decision, isAdmin);
    return true;
  }

  private async isAdmin({ botId, chatTelegramId, telegramId }: DueDecision): Promise<boolean | 'unknown'> {
    const bot = await this.bots.find(botId);
    if (!bot) return false;
    const payload = { chat_id: chatTelegramId, user_id: telegramId };
    const answer = await this.api.call(bot.token, 'getChatMember', payload, { timeoutMs: TIMEOUT_MS });
    if (answer.kind === 'refused') return false;
    if (answer.kind !== 'done') return 'unknown';
    return ['creator', 'administrator'].includes((answer.result as { status: string }).status);
  }
}
