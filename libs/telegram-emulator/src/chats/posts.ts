import type { FormattedText } from '@app/formatting';
import type { UpdateBox } from '../updates/update-box';
import { personAsUser } from '../world/bot-api-form';
import { contentsOf, type Contents } from '../world/contents';
import { presentMembers } from '../world/membership';
import { messageInBotApiForm } from '../world/message-form';
import { numberAnew } from '../world/message-numbers';
import type { MessageRecord, ServiceRecord } from '../world/message-record';
import type { BotRecord, CallbackRecord, PersonRecord } from '../world/records';
import type { SharedChatRecord } from '../world/shared-chat-records';
import type { World, WorldChange } from '../world/world';
import { hears } from './hearing';

/** Who does something in a chat: a person or a bot, under the own name or in the name of the chat. */
export type Author = Pick<MessageRecord, 'from' | 'senderId' | 'asChat' | 'asChannel' | 'signature'>;

export type PostDraft = Author & Omit<MessageRecord, 'messageId' | 'idsForBots' | 'date'>;

export interface Press {
  bot: BotRecord;
  person: PersonRecord;
  message: MessageRecord;
  data: string;
}

/** What stands in the chats that several share, and which bots are told of it. */
export class Posts {
  constructor(
    private readonly world: World,
    private readonly updates: UpdateBox,
  ) {}

  add(chat: SharedChatRecord, draft: PostDraft): MessageRecord {
    const inItsName = chat.type === 'channel' && { asChat: true as const };
    const message: MessageRecord = { messageId: chat.nextMessageId, date: this.world.unixTime, ...draft, ...inItsName };
    chat.nextMessageId += 1;
    const author = message.from === 'bot' ? this.world.bots.get(message.senderId ?? 0) : undefined;
    if (author) numberAnew(author, chat, message);
    this.tellBots(chat, message, chat.type === 'channel' ? 'channel_post' : 'message');
    chat.messages.push(message);
    this.announce('message', chat);
    if (chat.type === 'channel' && !message.service) this.bringToLinkedGroup(chat, message);
    return message;
  }

  addService(chat: SharedChatRecord, author: Author, service: ServiceRecord, topicId?: number): MessageRecord {
    return this.add(chat, { ...author, text: '', entities: [], service, ...(topicId !== undefined && { topicId }) });
  }

  change(chat: SharedChatRecord, message: MessageRecord, content: FormattedText & Contents): void {
    Object.assign(message, content, { editDate: this.world.unixTime });
    this.tellBots(chat, message, chat.type === 'channel' ? 'edited_channel_post' : 'edited_message');
    this.announce('edited', chat);
  }

  press(chat: SharedChatRecord, { bot, person, message, data }: Press): CallbackRecord {
    const id = this.world.random.text('123456789', 18);
    const callback: CallbackRecord = {
      id,
      botId: bot.id,
      personId: person.id,
      chatId: chat.id,
      messageId: message.messageId,
      askedAtMs: this.world.clock.now(),
    };
    this.world.callbacks.set(id, callback);
    this.updates.put(bot, 'callback_query', `callback:${String(person.id)}`, {
      id,
      from: personAsUser(person),
      message: messageInBotApiForm({ world: this.world, botId: bot.id }, chat, message),
      chat_instance: chat.instance,
      data,
    });
    return callback;
  }

  announce(kind: WorldChange['kind'], chat: SharedChatRecord): void {
    this.world.announce({ kind, chatId: chat.id });
  }

  private bringToLinkedGroup(channel: SharedChatRecord, post: MessageRecord): void {
    const group = this.world.sharedChats.get(channel.linkedChatId ?? 0);
    if (!group || group.type === 'channel') return;
    const { text, entities, messageId, date, signature } = post;
    const origin = { date, chatId: channel.id, messageId, ...(signature !== undefined && { signature }) };
    const author = { from: 'person', asChannel: channel.id, isAutomaticForward: true } as const;
    this.add(group, { ...author, text, entities, ...contentsOf(post), forward: post.forward ?? origin });
  }

  private tellBots(chat: SharedChatRecord, message: MessageRecord, kind: PostUpdate): void {
    const bots = presentMembers(chat).flatMap(({ userId }) => this.world.bots.get(userId) ?? []);
    for (const bot of bots.filter((one) => hears(one, chat, message))) {
      const shown = [message.replyTo, message.service?.pinned_message, message.messageId];
      for (const one of chat.messages) if (shown.includes(one.messageId)) numberAnew(bot, chat, one);
      numberAnew(bot, chat, message);
      const form = messageInBotApiForm({ world: this.world, botId: bot.id }, chat, message);
      this.updates.put(bot, kind, `chat:${String(chat.id)}`, form);
    }
  }
}

type PostUpdate = 'message' | 'edited_message' | 'channel_post' | 'edited_channel_post';
