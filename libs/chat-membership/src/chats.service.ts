import { Injectable } from '@nestjs/common';
import { AuditLog } from '@app/auth';
import type { Chat } from './chat.entity';
import { ChatMovesRepository } from './chat-moves.repository';
import { ChatsRepository, type Sighting } from './chats.repository';

/** The chats that bots are in. */
@Injectable()
export class ChatsService {
  constructor(
    private readonly chats: ChatsRepository,
    private readonly moves: ChatMovesRepository,
    private readonly audit: AuditLog,
  ) {}

  /** Follows what an update says of a chat. What is said of a group that has become a supergroup since is not news of it. */
  async record(botId: string, sighting: Sighting): Promise<void> {
    if (await this.hasMoved(botId, sighting)) return;
    await this.chats.record(botId, sighting);
  }

  /** The chat of a bot with this Telegram id, or that had it as a group. */
  async find(botId: string, telegramId: number): Promise<Chat | null> {
    return await this.chats.findByTelegramId(botId, telegramId);
  }

  /** A chat, if the account may write to it. */
  async findWritableBy(accountId: string, id: string): Promise<Chat | null> {
    return await this.chats.findWritableBy(accountId, id);
  }

  /** Whether a chat holds the direct messages of a channel. */
  async isDirectMessages(id: string): Promise<boolean> {
    return await this.chats.isDirectMessages(id);
  }

  /** Pairs a chat with an account; null when it is paired with somebody else. A chat is never taken over. */
  async pair(id: string, accountId: string): Promise<Chat | null> {
    const chat = await this.chats.pair(id, accountId);
    if (chat) await this.audit.note({ id: accountId }, 'chat.paired', accountId, { chatId: id });
    return chat;
  }

  /** Ends one certain pairing of a chat; null when it has ended already. */
  async unpair(id: string, pairingId: string): Promise<{ chatId: string; accountId: string } | null> {
    const ended = await this.chats.unpair(id, pairingId);
    if (ended) await this.audit.note('chappe', 'chat.unpaired', ended.accountId, { chatId: ended.chatId });
    return ended;
  }

  /** Telegram refuses what is written to this chat, as of a call that was made at `since`. */
  async markUnreachable(id: string, since: Date): Promise<void> {
    await this.chats.markUnreachable(id, since);
  }

  /** Only groups move. One that the bot meets for the first time waits for moves that are under way: it may be the old one. */
  private async hasMoved(botId: string, { telegramId, type }: Sighting): Promise<boolean> {
    if (type === 'private' || type === 'channel') return false;
    if (await this.chats.hold(botId, telegramId)) return false;
    await this.moves.takeTurn(botId);
    return !(await this.chats.hold(botId, telegramId)) && (await this.chats.isFormer(botId, telegramId));
  }
}
