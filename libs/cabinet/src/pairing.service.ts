import { Injectable } from '@nestjs/common';
import { AccountsService } from '@app/auth';
import { ChatsService, type Chat } from '@app/chat-membership';
import { PairingsRepository } from './pairings.repository';
import { UnpairingService } from './unpairing.service';

/** A chat that was linked, and with whom. */
export interface Linked {
  readonly chat: Chat;
  readonly accountName: string;
}

/** Links chats with accounts that have begun a pairing, as somebody in the chat decides. */
@Injectable()
export class PairingService {
  constructor(
    private readonly pairings: PairingsRepository,
    private readonly chats: ChatsService,
    private readonly accounts: AccountsService,
    private readonly unpairing: UnpairingService,
  ) {}

  /**
   * Links the chat, in the running transaction; or tells that the pairing has linked it before, that it is gone, or that the
   * chat is somebody else's.
   */
  async accept(botId: string, pairingId: string, chatId: string): Promise<Linked | 'before' | 'gone' | 'taken'> {
    const pairing = await this.pairings.takeOpen(botId, pairingId);
    if (!pairing) return (await this.pairings.hasLinked(pairingId, chatId)) ? 'before' : 'gone';
    const account = await this.accounts.find(pairing.accountId);
    if (!account) return 'gone';
    const chat = await this.chats.pair(chatId, account.id);
    if (!chat) return 'taken';
    await this.pairings.end(pairing.id, 'linked', chat.id);
    return { chat, accountName: account.name };
  }

  /** Ends a pairing that waits. False means that it has linked this chat before. */
  async decline(botId: string, pairingId: string, chatId: string): Promise<boolean> {
    if (await this.pairings.takeOpen(botId, pairingId)) await this.pairings.end(pairingId, 'declined', null);
    return !(await this.pairings.hasLinked(pairingId, chatId));
  }

  /** Ends a link. False means that it had ended already. */
  async end(chatId: string, pairingId: string): Promise<boolean> {
    return await this.unpairing.unpair(chatId, pairingId);
  }
}
