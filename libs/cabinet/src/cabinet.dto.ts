import { IsInt, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { Moment, Omittable } from '@app/platform';
import { IssuedBotTokenView } from '@app/bot-tokens';
import type { Chat } from '@app/chat-membership';
import type { SendKey } from './send-keys.service';

/** A token that expires does so within ten years: what is later is hardly meant. */
const FURTHEST_SECONDS = 3_653 * 86_400;

export class CreateBotTokenDto {
  /** The code that the bot shows after /start. Dashes, blanks and the case of letters do not matter. */
  @Omittable()
  @Length(1, 32)
  @IsString()
  code?: string;

  /** Instead of a code: a chat that is paired with you already, by its id in `GET chats`. */
  @Omittable()
  @IsUUID(undefined, { message: 'chatId must be the id of one of your chats, a UUID: `GET chats` lists them' })
  chatId?: string;

  /** With `chatId`: only to this topic of the forum. A code that was shown in a topic is for that topic already. */
  @Omittable()
  @Max(2_147_483_647)
  @Min(1)
  @IsInt()
  topicId?: number;

  /** By which you recognise the token. */
  @Omittable()
  @Length(1, 64)
  @IsString()
  name?: string;

  /** When the token stops working; never, if left out. */
  @Moment({ future: true, furthestSeconds: FURTHEST_SECONDS })
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
