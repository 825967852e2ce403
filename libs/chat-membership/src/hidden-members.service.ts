import { Injectable } from '@nestjs/common';
import { RunningBots } from '@app/bots';
import { BotApi } from '@app/telegram';
import { HiddenMembersRepository, type DueChat } from './hidden-members.repository';

const TIMEOUT_MS = 5_000;

/** Finds out which supergroups hide their members from each other: only `getChat` tells that, and no update. */
@Injectable()
export class HiddenMembersService {
  constructor(
    private readonly chats: HiddenMembersRepository,
    private readonly bots: RunningBots,
    private readonly api: BotApi,
  ) {}

  /** Asks Telegram about one supergroup; true means that there may be another. */
  async askNext(): Promise<boolean> {
    const chat = await this.chats.findDue();
    if (!chat) return false;
    await this.chats.take(chat, () => this.ask(chat));
    return true;
  }

  private async ask({ id, botId, telegramId }: DueChat): Promise<void> {
    const bot = await this.bots.find(botId);
    if (!bot) return;
    const answer = await this.api.call(bot.token, 'getChat', { chat_id: telegramId }, { timeoutMs: TIMEOUT_MS });
    if (answer.kind !== 'done') return;
    const { has_hidden_members: areHidden } = answer.result as { has_hidden_members?: boolean };
    await this.chats.record(id, areHidden === true);
  }
}
