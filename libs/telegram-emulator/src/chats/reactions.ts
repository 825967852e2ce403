import type { UpdateBox } from '../updates/update-box';
import { personAsUser } from '../world/bot-api-form';
import { isAdmin, isShared, memberOf, type AnyChat } from '../world/membership';
import { chatInBotApiForm } from '../world/message-form';
import { numberFor } from '../world/message-numbers';
import type { MessageRecord } from '../world/message-record';
import { isReactionEmoji } from '../world/reaction-emoji';
import type { BotRecord, PersonRecord } from '../world/records';
import type { World } from '../world/world';

interface Reaction {
  chat: AnyChat;
  message: MessageRecord;
  before: readonly string[];
  after: readonly string[];
}

/** What people feel about messages, and the bots that are told of it. */
export class Reactions {
  constructor(
    private readonly world: World,
    private readonly updates: UpdateBox,
  ) {}

  /**
   * Reacts, reacts otherwise, or takes it back. Bots hear of it that asked for it and, where several share the chat, are administrators:
   * https://core.telegram.org/bots/api#update. @throws Error for an emoji that Telegram has no reaction for.
   */
  react(person: PersonRecord, chat: AnyChat, message: MessageRecord, emoji: readonly string[]): void {
    const unknown = emoji.find((one) => !isReactionEmoji(one));
    if (unknown !== undefined) throw new Error(`Nobody can react with ${unknown}`);
    if (emoji.length > 1) throw new Error('A Telegram client lets people react to a message with one emoji');
    const key = String(person.id);
    const before = message.reactions?.[key] ?? [];
    const others = Object.entries(message.reactions ?? {}).filter(([id]) => id !== key);
    message.reactions = Object.fromEntries(emoji.length > 0 ? [...others, [key, [...emoji]]] : others);
    for (const bot of this.listeners(chat)) this.tell(bot, person, { chat, message, before, after: emoji });
    const where = isShared(chat) ? { chatId: chat.id } : { botId: chat.botId, personId: chat.personId };
    this.world.announce({ kind: 'edited', ...where });
  }

  private listeners(chat: AnyChat): BotRecord[] {
    const { bots } = this.world;
    if (!isShared(chat)) return [...bots.values()].filter(({ id }) => id === chat.botId);
    return [...bots.values()].filter(({ id }) => isAdmin(memberOf(chat, id)));
  }

  /** In channels nobody is told who it was. */
  private tell(bot: BotRecord, person: PersonRecord, { chat, message, before, after }: Reaction): void {
    const number = numberFor(bot.id, chat, message);
    if (number === undefined) return;
    const where = { chat: chatInBotApiForm(this.world, chat), message_id: number, date: this.world.unixTime };
    const queue = `reaction:${String(isShared(chat) ? chat.id : chat.personId)}`;
    if (isShared(chat) && chat.type === 'channel') {
      this.updates.put(bot, 'message_reaction_count', queue, { ...where, reactions: countsOf(message) });
      return;
    }
    const change = { user: personAsUser(person), old_reaction: before.map(reactionType), new_reaction: after.map(reactionType) };
    this.updates.put(bot, 'message_reaction', queue, { ...where, ...change });
  }
}

function countsOf({ reactions = {} }: MessageRecord): object[] {
  const all = Object.values(reactions).flat();
  return [...new Set(all)].map((emoji) => ({
    type: reactionType(emoji),
    total_count: all.filter((one) => one === emoji).length,
  }));
}

function reactionType(emoji: string): object {
  return { type: 'emoji', emoji };
}
