import { Injectable } from '@nestjs/common';
import { ChatsService, HiddenMembersRepository, type Scope } from '@app/chat-membership';
import type { FmtString } from '@app/telegram';
import type { Asker } from './asker';

/** The id of a chat that is not known. */
const NOWHERE = '00000000-0000-0000-0000-000000000000';

/** What may be told where: in a group everybody reads along, so only what belongs to the group. */
@Injectable()
export class ScopeService {
  constructor(
    private readonly chats: ChatsService,
    private readonly hidden: HiddenMembersRepository,
  ) {}

  /** Which chats an answer may name. */
  async of({ bot, chat }: Pick<Asker, 'bot' | 'chat'>): Promise<Scope> {
    if (chat.type === 'private') return 'everywhere';
    const known = await this.chats.find(bot.id, chat.id);
    if (known) await this.hidden.refresh(known.id);
    return { chatId: known?.id ?? NOWHERE };
  }

  /** Where the rest is told. */
  restOf({ chat, say }: Pick<Asker, 'chat' | 'say'>): FmtString[] {
    return chat.type === 'private' ? [] : [say('private.rest')];
  }
}
