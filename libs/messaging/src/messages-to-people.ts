import { Injectable } from '@nestjs/common';
import { ForgottenChatsRepository } from '@app/chat-membership';
import { PersonDataRegistry, type KnownPerson, type PersonData } from '@app/updates';
import { ForgottenChatMessages } from './forgotten-chat-messages.repository';

/** How many chats are gone through at once. */
const CHATS = 100;

/** Messages to people. Those of accounts are their history; the bot's own answers are erased. */
@Injectable()
export class MessagesToPeople implements PersonData {
  readonly tables = ['messages', 'lanes'];

  constructor(
    registry: PersonDataRegistry,
    private readonly messages: ForgottenChatMessages,
    private readonly chats: ForgottenChatsRepository,
  ) {
    registry.register(this);
  }

  /** What is still queued for them is not sent. */
  async forget({ botId, telegramId }: KnownPerson): Promise<void> {
    await this.messages.cancelAllTo(botId, telegramId);
  }

  /** What the bot has said in groups may name anybody who is there, and nobody needs it any more. */
  async eraseTraces({ botId }: KnownPerson): Promise<void> {
    await this.messages.removeAnswersInGroups(botId);
  }

  /** Erases the answers, and Telegram's ids, of forgotten chats in which everything has been said. */
  async eraseAnswers(): Promise<void> {
    // Those in which something waits stay for the next time, and hold up no other.
    for (let ids = await this.chats.recognisable(CHATS); ids.length > 0; ids = await this.chats.recognisable(CHATS, ids.at(-1))) {
      for (const id of ids) await this.eraseAnswersIn(id);
    }
  }

  private async eraseAnswersIn(id: string): Promise<void> {
    const left = await this.messages.removeAnswers(id);
    if (left === 'history') await this.hide(id);
    if (left === 'nothing') await this.chats.remove(id);
  }

  private async hide(id: string): Promise<void> {
    await this.messages.forgetPlace(id);
    await this.chats.hide(id);
  }
}
