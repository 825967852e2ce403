import { Injectable } from '@nestjs/common';
import { chatOf, cleanText, type Chat, type Update } from '@app/telegram';
import type { Incoming, UpdateObserver } from '@app/updates';
import type { Sighting } from './chats.repository';
import { ChatsService } from './chats.service';

const LONGEST_TITLE = 255;

/** Wherever something happens that a bot sees, there is a chat to remember. */
@Injectable()
export class ChatsObserver implements UpdateObserver {
  constructor(private readonly chats: ChatsService) {}

  async observe({ botId, update }: Incoming): Promise<void> {
    const chat = chatOf(update);
    if (chat) await this.chats.record(botId, { ...sightingOf(chat), reachable: reachableAfter(update) });
  }
}

function sightingOf(chat: Chat): Sighting {
  const title = chat.type === 'private' ? `${chat.first_name} ${chat.last_name ?? ''}` : chat.title;
  const username = 'username' in chat ? chat.username : undefined;
  return {
    telegramId: chat.id,
    type: chat.type,
    title: cleanText(title, LONGEST_TITLE),
    username: cleanText(username, LONGEST_TITLE),
  };
}

/** A message shows that the bot is in; a change of its own membership says whether it is. */
function reachableAfter(update: Update): boolean | undefined {
  if ('my_chat_member' in update) return !['left', 'kicked'].includes(update.my_chat_member.new_chat_member.status);
  return 'message' in update ? true : undefined;
}
