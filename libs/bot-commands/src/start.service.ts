import { Injectable } from '@nestjs/common';
import { PairingCodesService } from '@app/cabinet';
import { ChatsService } from '@app/chat-membership';
import { cleanText, type FmtString } from '@app/telegram';
import { TelegramUsersService } from '@app/telegram-users';
import type { Answer } from './answer';
import type { Asker, Caller } from './asker';
import { lines } from './paging';

const LONGEST_NAME = 64;

/** The answer to `/start`. */
@Injectable()
export class StartService {
  constructor(
    private readonly people: TelegramUsersService,
    private readonly chats: ChatsService,
    private readonly codes: PairingCodesService,
  ) {}

  /** A greeting and, in private only, a code: what a group can read, anybody in it can use. */
  async answer(asker: Asker): Promise<Answer> {
    const { bot, chat, person, say } = asker;
    const name = cleanText(person.first_name, LONGEST_NAME) ?? cleanText(person.username, LONGEST_NAME) ?? say('word.stranger');
    const back = await this.people.metBefore(bot.id, person.id);
    const rest = chat.type === 'private' ? await this.code(asker) : say('start.group');
    return { text: lines(say(back ? 'start.back' : 'start.hello', { name }), '', rest) };
  }

  /** A code for the chat, good for one use. */
  async code({ bot, chat: { id: telegramId }, say }: Caller): Promise<FmtString> {
    const chat = await this.chats.find(bot.id, telegramId);
    return chat ? say('start.code', { pairingCode: await this.codes.issue(chat.id) }) : say('unknown');
  }
}
