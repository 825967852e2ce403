import type { Method, MethodCall } from '../calls/method';
import { badRequest } from '../calls/refusal';
import type { FormattedText } from '../entities/entity';
import { messageInBotApiForm } from '../world/message-form';
import type { MessageRecord, ReplyMarkup } from '../world/message-record';
import { editableMessage, knownChat } from './chat-of-call';
import { refuseBackendButtons, replyMarkupOf } from './reply-markup';
import { refuseTooLong, textOfCall } from './text-of-call';
import { UNMODELLED_FOR_MESSAGES } from './unmodelled';

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

/** https://core.telegram.org/bots/api#editmessagetext */
export const editMessageText: Method = {
  name: 'editMessageText',
  limited: true,
  olderNames: { disable_web_page_preview: { kinds: ['boolean'] } },
  unmodelled: UNMODELLED_FOR_MESSAGES,
  run: (call) => edited(call, textOfCall(call.params)),
};

/** https://core.telegram.org/bots/api#editmessagereplymarkup */
export const editMessageReplyMarkup: Method = {
  name: 'editMessageReplyMarkup',
  limited: true,
  unmodelled: UNMODELLED_FOR_MESSAGES,
  run: (call) => edited(call, null),
};

/** Edits what the bot wrote; a keyboard that is not given again is taken away. */
function edited(call: MethodCall, newText: FormattedText | null): unknown {
  const replyMarkup = replyMarkupOf(call.params);
  const chat = knownChat(call);
  const message = editableMessage(call, chat);
  const formatted = newText ?? { text: message.text, entities: message.entities };
  refuseTooLong(formatted);
  refuseBackendButtons(replyMarkup);
  if (isSame(message, formatted, replyMarkup)) throw badRequest(NOT_MODIFIED);
  call.bots.edit(chat, message, formatted, replyMarkup);
  return messageInBotApiForm({ world: call.world, botId: call.bot.id }, chat, message);
}

function isSame(message: MessageRecord, { text, entities }: FormattedText, replyMarkup: ReplyMarkup | undefined): boolean {
  const before = JSON.stringify([message.text, message.entities, message.replyMarkup?.inline_keyboard ?? []]);
  return before === JSON.stringify([text, entities, replyMarkup?.inline_keyboard ?? []]);
}
