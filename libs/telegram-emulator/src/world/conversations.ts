import { characterCount, cleanText, type FormattedText, isEmptyText, withFoundEntities } from '@app/formatting';
import type { UpdateBox } from '../updates/update-box';
import { botAsUser, personAsUser, privateChatOf } from './bot-api-form';
import type { Contents } from './contents';
import { messageInBotApiForm } from './message-form';
import { nextNumber } from './message-numbers';
import type { MessageRecord } from './message-record';
import type { BotRecord, CallbackRecord, ChatRecord, PersonRecord } from './records';
import type { World } from './world';

/** What a person puts into a private chat. */
export type PersonContent = FormattedText & Contents & Pick<MessageRecord, 'replyTo' | 'forward'>;

/** What people do in their private chats with bots, and the updates that follow from it. Bots learn of nothing in any other way. */
export class Conversations {
  constructor(
    private readonly world: World,
    private readonly updates: UpdateBox,
  ) {}

  /** The person writes. From the first message on the bot may answer. */
  personWrites(bot: BotRecord, person: PersonRecord, text: string, replyTo?: number): MessageRecord {
    return this.personSends(bot, person, { ...readable(text), replyTo });
  }

  /** The person sends whatever a message can hold. */
  personSends(bot: BotRecord, person: PersonRecord, content: PersonContent): MessageRecord {
    const chat = this.openChat(bot, person);
    chat.met = true;
    const message: MessageRecord = { messageId: nextNumber(bot), from: 'person', date: this.world.unixTime, ...content };
    chat.messages.push(message);
    this.updates.put(bot, 'message', `chat:${String(person.id)}`, this.formOf(chat, message));
    this.tell('message', chat);
    return message;
  }

  personEdits(bot: BotRecord, person: PersonRecord, messageId: number, text: string): MessageRecord {
    const chat = this.openChat(bot, person);
    const message = chat.messages.find((one) => one.messageId === messageId && one.from === 'person');
    if (!message) {
      throw new Error(`${person.key} has no message ${String(messageId)} of their own in the chat with @${bot.username}`);
    }
    Object.assign(message, readable(text), { editDate: this.world.unixTime });
    this.updates.put(bot, 'edited_message', `chat:${String(person.id)}`, this.formOf(chat, message));
    this.tell('edited', chat);
    return message;
  }

  personPresses(bot: BotRecord, person: PersonRecord, message: MessageRecord, data: string): CallbackRecord {
    const chat = this.openChat(bot, person);
    const id = this.world.random.text('123456789', 18);
    const callback = { id, botId: bot.id, personId: person.id, messageId: message.messageId, askedAtMs: this.world.clock.now() };
    this.world.callbacks.set(id, callback);
    this.updates.put(bot, 'callback_query', `callback:${String(person.id)}`, {
      id,
      from: personAsUser(person),
      message: this.formOf(chat, message),
      chat_instance: chat.instance,
      data,
    });
    return callback;
  }

  /** Blocks or unblocks. The bot hears of it only if the two have met, and only when something changes. */
  personBlocks(bot: BotRecord, person: PersonRecord, blocked: boolean): void {
    const chat = this.world.chat(bot.id, person.id);
    if (chat.blocked === blocked) return;
    chat.blocked = blocked;
    if (chat.met) {
      this.updates.put(bot, 'my_chat_member', `member:${String(person.id)}`, this.membershipChange(bot, person, blocked));
    }
    this.tell('blocked', chat);
  }

  private openChat(bot: BotRecord, person: PersonRecord): ChatRecord {
    const chat = this.world.chat(bot.id, person.id);
    if (chat.blocked) {
      throw new Error(`${person.key} has blocked @${bot.username}; unblock it first, as a Telegram client asks to`);
    }
    return chat;
  }

  private formOf(chat: ChatRecord, message: MessageRecord): object {
    return messageInBotApiForm({ world: this.world, botId: chat.botId }, chat, message);
  }

  private membershipChange(bot: BotRecord, person: PersonRecord, blocked: boolean): Record<string, unknown> {
    const member = { user: botAsUser(bot), status: 'member' };
    const kicked = { user: botAsUser(bot), status: 'kicked', until_date: 0 };
    return {
      chat: privateChatOf(person),
      from: personAsUser(person),
      date: this.world.unixTime,
      old_chat_member: blocked ? member : kicked,
      new_chat_member: blocked ? kicked : member,
    };
  }

  private tell(kind: 'message' | 'edited' | 'blocked', { botId, personId }: ChatRecord): void {
    this.world.announce({ kind, botId, personId });
  }
}

/** The text as a client sends it: trimmed, not empty, at most 4096 characters; commands and links found. @throws Error */
export function readable(text: string): FormattedText {
  const cleaned = cleanText({ text, entities: [] });
  if (isEmptyText(cleaned.text)) throw new Error('A Telegram client does not send an empty message');
  if (characterCount(cleaned.text) > 4096) {
    throw new Error('A Telegram client does not send more than 4096 characters in one message');
  }
  return withFoundEntities(cleaned);
}
