import { Injectable } from '@nestjs/common';
import { PairingCodesService } from '@app/cabinet';
import { ChatsService } from '@app/chat-membership';
import { cleanText, fmt, type Chat, type FmtString, type GraphBot, type User } from '@app/telegram';
import { TelegramUsersService } from '@app/telegram-users';
import { texts } from './texts';

const LONGEST_NAME = 64;

/** Whom `/start` greets, and where. */
export interface Caller {
  readonly bot: GraphBot;
  readonly chat: Chat;
  readonly person: User | undefined;
}

/** The answer to `/start`. */
@Injectable()
export class StartService {
  constructor(
    private readonly people: TelegramUsersService,
    private readonly chats: ChatsService,
    private readonly codes: PairingCodesService,
  ) {}

  /** A greeting and, in private only, a code: what a group can read, anybody in it can use. */
  async answer({ bot, chat, person }: Caller): Promise<FmtString> {
    const name = cleanText(person?.first_name, LONGEST_NAME) ?? cleanText(person?.username, LONGEST_NAME) ?? texts.stranger();
    const back = person !== undefined && (await this.people.metBefore(bot.id, person.id));
    const rest = chat.type === 'private' ? await this.code(bot, chat) : texts.inGroup();
    return fmt`${texts.greeting(name, back)}\n\n${rest}`;
  }

  private async code(bot: GraphBot, { id: telegramId }: Chat): Promise<FmtString> {
    const chat = await this.chats.find(bot.id, telegramId);
    return chat ? texts.pairingCode(await this.codes.issue(chat.id)) : fmt``;
  }
}
