import { Injectable } from '@nestjs/common';
import {
  botMoveIn,
  chatOf,
  cleanText,
  fullName,
  goerIn,
  isDirectMessages,
  isEdit,
  kindOf,
  migrationIn,
  momentOf,
  type Chat,
  type Update,
} from '@app/telegram';
import type { Incoming, UpdateObserver } from '@app/updates';
import { ChatMovesService } from './chat-moves.service';
import type { Sighting } from './chats.repository';
import { ChatsService } from './chats.service';

const LONGEST_TITLE = 255;

/** Wherever something happens that a bot sees, there is a chat to remember. */
@Injectable()
export class ChatsObserver implements UpdateObserver {
  constructor(
    private readonly chats: ChatsService,
    private readonly moves: ChatMovesService,
  ) {}

  async observe({ botId, update }: Incoming): Promise<void> {
    const chat = chatOf(update);
    if (!chat) return;
    const move = migrationIn(update);
    if (move) await this.moves.follow(botId, move.from, move.to);
    const seen = sightingOf(chat, update);
    await this.chats.record(botId, move ? { ...seen, ...supergroup(move) } : seen);
  }
}

/** Both messages of a move are news of the supergroup, also the one that comes in the group. */
function supergroup({ from, to }: { from: number; to: number }): Partial<Sighting> {
  return { telegramId: to, formerTelegramId: from, type: 'supergroup' };
}

function sightingOf(chat: Chat, update: Update): Sighting {
  const { status = null, present = true } = botMoveIn(update) ?? {};
  return {
    ...profileOf(chat),
    telegramId: chat.id,
    formerTelegramId: null,
    reachable: reachableAfter(update),
    botStatus: status,
    botPresent: present,
    goerId: goerIn(update)?.id ?? null,
    // An edit does not show that the bot is still there: it makes a chat known, and changes none.
    at: isEdit(update) ? null : momentOf(update),
    updateId: update.update_id,
  };
}

function profileOf(chat: Chat): Pick<Sighting, 'type' | 'title' | 'username' | 'isForum' | 'isDirectMessages'> {
  const title = chat.type === 'private' ? fullName(chat) : chat.title;
  const username = 'username' in chat ? chat.username : undefined;
  return {
    type: chat.type,
    title: cleanText(title, LONGEST_TITLE),
    username: cleanText(username, LONGEST_TITLE),
    isForum: 'is_forum' in chat && chat.is_forum === true,
    isDirectMessages: isDirectMessages(chat),
  };
}

/** A message shows that the bot is in; a change of its own membership says whether it is. */
function reachableAfter(update: Update): boolean | null {
  return kindOf(update) === 'message' ? true : (botMoveIn(update)?.present ?? null);
}
