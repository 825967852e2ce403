import type { Method } from '../../calls/method';
import { badRequest } from '../../calls/refusal';
import { isShared } from '../../world/membership';
import { chatToWriteTo } from '../chat-of-call';
import { maySend } from '../send-permissions';
import { topicOfCall } from '../topic-of-call';
import { UNMODELLED_FOR_MESSAGES } from '../unmodelled';

/** The words a bot may use, some of them older names for the same (telegram-bot-api, Client.cpp: get_chat_action). */
const ACTIONS: Record<string, string> = {
  cancel: 'cancel',
  typing: 'typing',
  upload_photo: 'upload_photo',
  record_video: 'record_video',
  upload_video: 'upload_video',
  record_voice: 'record_voice',
  record_audio: 'record_voice',
  upload_voice: 'upload_voice',
  upload_audio: 'upload_voice',
  upload_document: 'upload_document',
  choose_sticker: 'choose_sticker',
  find_location: 'find_location',
  pick_up_location: 'find_location',
  record_video_note: 'record_video_note',
  upload_video_note: 'upload_video_note',
};

/** https://core.telegram.org/bots/api#sendchataction */
export const sendChatAction: Method = {
  name: 'sendChatAction',
  unmodelled: UNMODELLED_FOR_MESSAGES,
  run: (call) => {
    const word = call.params.text('action').toLowerCase();
    const action = Object.hasOwn(ACTIONS, word) ? ACTIONS[word] : undefined;
    if (action === undefined) throw badRequest('wrong parameter action in request');
    const chat = chatToWriteTo(call);
    if (!maySend(call, chat, 'text')) throw badRequest('CHAT_WRITE_FORBIDDEN');
    const topicId = topicOfCall(call, chat);
    const where = { botId: call.bot.id, chatId: isShared(chat) ? chat.id : chat.personId };
    const shown = { ...where, action, ...(topicId !== undefined && { topicId }) };
    if (action === 'cancel') call.actions.end(shown);
    else call.actions.show(shown);
    return true;
  },
};
