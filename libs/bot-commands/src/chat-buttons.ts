import type { DecisionsService } from '@app/cabinet';
import type { PressedContext } from './askers.service';
import type { Asker } from './asker';

/** A button with which something is decided about a chat. */
export type ChatDecision = Parameters<DecisionsService['ask']>[0];

/** What a pressed button decides, about the chat in which it was pressed. */
export function decisionOf(
  ctx: PressedContext,
  { bot, person, language }: Asker,
  { chatId, action, pairingId }: Pick<ChatDecision, 'chatId' | 'action' | 'pairingId'>,
): ChatDecision {
  const query = ctx.callbackQuery;
  const message = query?.message;
  return {
    botId: bot.id,
    chatId,
    telegramId: person.id,
    language,
    action,
    pairingId,
    callbackId: query?.id ?? '',
    messageId: message?.message_id ?? 0,
    topicId: message && 'is_topic_message' in message && message.is_topic_message ? (message.message_thread_id ?? null) : null,
  };
}
