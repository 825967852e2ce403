import { Type } from 'class-transformer';
import { IsDate, IsInt, IsOptional, IsString, IsUUID, Length, Max, Min, MinDate } from 'class-validator';
import { IssuedBotTokenView } from '@app/bot-tokens';
import type { Chat } from '@app/chat-membership';
import type { SendKey } from './send-keys.service';

export class CreateBotTokenDto {
  /** The code that the bot shows after /start. Dashes, blanks and the case of letters do not matter. */
  @IsOptional()
  @Length(1, 32)
  @IsString()
  code?: string;

  /** Instead of a code: a chat that is paired with you already. */
  @IsOptional()
  @IsUUID()
  chatId?: string;

  /** With `chatId`: only to this topic of the forum. A code that was shown in a topic is for that topic already. */
  @IsOptional()
  @Max(2_147_483_647)
  @Min(1)
  @IsInt()
  topicId?: number;

  /** By which you recognise the token. */
  @IsOptional()
  @Length(1, 64)
  @IsString()
  name?: string;

  /** When the token stops working; never, if left out. */
  @IsOptional()
  @Type(() => Date)
  @IsDate({ message: 'expiresAt must be a time in ISO 8601' })
  @MinDate(() => new Date(), { message: 'expiresAt must lie in the future' })
  expiresAt?: Date;
}

export class ChatView {
  id!: string;

  /** `private`, `group`, `supergroup` or `channel`. */
  type!: string;
  title!: string | null;
  username!: string | null;

  static of({ id, type, title, username }: Chat): ChatView {
    return { id, type, title, username };
  }
}

export class CreatedBotTokenView extends IssuedBotTokenView {
  /** The chat to which the token sends. */
  chat!: ChatView;

  static ofKey({ issued, chat }: SendKey): CreatedBotTokenView {
    return { ...IssuedBotTokenView.ofIssued(issued), chat: ChatView.of(chat) };
  }
}
