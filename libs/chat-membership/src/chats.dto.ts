import { Transform } from 'class-transformer';
import { IsBoolean, IsIn } from 'class-validator';
import { ListingQuery, Moment, Omittable, PageOf } from '@app/platform';
import type { MemberStatus } from '@app/telegram';
import type { Chat, ChatType } from './chat.entity';
import type { ChatOfPerson, Member } from './members.repository';
import type { ChatFilter } from './visible-chats.repository';

const TYPES: readonly ChatType[] = ['private', 'group', 'supergroup', 'channel'];
const WORDS = new Map<unknown, boolean>([
  ['true', true],
  ['false', false],
]);

const trueOrFalse = Transform(({ value }: { value: unknown }) => WORDS.get(value) ?? value);

export class MembersQuery extends ListingQuery {
  /** Only those who are in the chat now, or only those who are not. */
  @Omittable()
  @trueOrFalse
  @IsBoolean({ message: 'active must be true or false' })
  active?: boolean;
}

export class ChatsQuery extends ListingQuery implements ChatFilter {
  @Omittable()
  @IsIn(TYPES)
  type?: ChatType;

  /** Only chats in which the bot is now, or only others. */
  @Omittable()
  @trueOrFalse
  @IsBoolean({ message: 'active must be true or false' })
  active?: boolean;

  /** Only chats that were met at that time or later: a day or a time in ISO 8601. */
  @Moment({ orDay: true })
  since?: Date;
}

export class ChatView {
  id!: string;
  botId!: string;

  /** A decimal string; it changes when a group becomes a supergroup. */
  telegramId!: string;
  type!: ChatType;

  /** Of a private chat the person's name. */
  title!: string | null;
  username!: string | null;
  isForum!: boolean;

  /** Whether it holds the direct messages of a channel: a message there needs a `directMessagesTopicId`. */
  isDirectMessages!: boolean;

  /**
   * Whether Telegram tells the bot of everybody who comes and goes: only where the bot is an administrator. Elsewhere `members`
   * are those whom the bot has met, and some of them may have left since. Who was there before the bot is known when they act.
   */
  membersFollowed!: boolean;

  /** Whether the bot is there, and not blocked. */
  active!: boolean;

  /** Whether Telegram takes what the bot writes there. */
  reachable!: boolean;
  botStatus!: MemberStatus;
  botLeftAt!: Date | null;
  pairedAt!: Date | null;
  createdAt!: Date;
  updatedAt!: Date;

  static of(chat: Chat): ChatView {
    const { id, botId, telegramId, type, title, username, isForum, reachable, botStatus, botLeftAt } = chat;
    const { isDirectMessages, pairedAt, createdAt, updatedAt } = chat;
    const [active, digits] = [botLeftAt === null, String(telegramId)];
    const membersFollowed = active && (botStatus === 'administrator' || botStatus === 'creator' || type === 'private');
    const about = { id, botId, telegramId: digits, type, title, username, isForum, isDirectMessages, membersFollowed };
    return { ...about, active, reachable, botStatus, botLeftAt, pairedAt, createdAt, updatedAt };
  }
}

export class MemberView {
  telegramUserId!: string;
  telegramId!: string;
  username!: string | null;
  firstName!: string | null;
  lastName!: string | null;
  isBot!: boolean;
  status!: MemberStatus;

  /** Whether they are in the chat, and the bot is there to know. */
  active!: boolean;

  /** Since when they are known to be there; it stays when they leave and return. */
  joinedAt!: Date | null;
  leftAt!: Date | null;

  static of(member: Member): MemberView {
    const { id, telegramId, username, firstName, lastName, isBot, status, active, joinedAt, leftAt } = member;
    const person = { telegramUserId: id, telegramId: String(telegramId), username, firstName, lastName, isBot };
    return { ...person, status, active, joinedAt, leftAt };
  }
}

export class ChatOfPersonView {
  chatId!: string;
  telegramId!: string;
  type!: ChatType;
  title!: string | null;
  status!: MemberStatus;
  active!: boolean;
  joinedAt!: Date | null;
  leftAt!: Date | null;

  static of({ id, telegramId, type, title, status, active, joinedAt, leftAt }: ChatOfPerson): ChatOfPersonView {
    return { chatId: id, telegramId: String(telegramId), type, title, status, active, joinedAt, leftAt };
  }
}

export class ChatPage extends PageOf(ChatView) {}
export class MemberPage extends PageOf(MemberView) {}
export class ChatOfPersonPage extends PageOf(ChatOfPersonView) {}

/** The columns of the files. */
export const CHAT_COLUMNS: readonly (keyof ChatView)[] = [
  ...(['id', 'botId', 'telegramId', 'type', 'title', 'username', 'isForum', 'active', 'reachable'] as const),
  ...(['botStatus', 'botLeftAt', 'pairedAt', 'createdAt', 'updatedAt', 'isDirectMessages', 'membersFollowed'] as const),
];
export const MEMBER_COLUMNS: readonly (keyof MemberView)[] = [
  ...(['telegramUserId', 'telegramId', 'username', 'firstName', 'lastName', 'isBot'] as const),
  ...(['status', 'active', 'joinedAt', 'leftAt'] as const),
];
export const CHAT_OF_PERSON_COLUMNS: readonly (keyof ChatOfPersonView)[] = [
  ...(['chatId', 'telegramId', 'type', 'title', 'status', 'active', 'joinedAt', 'leftAt'] as const),
];
