import type { Method } from '../calls/method';
import { badRequest } from '../calls/refusal';
import { botAsUser } from '../world/bot-api-form';
import { chatToWriteTo } from './chat-of-call';
import { topicOfCall } from './topic-of-call';
import { UNMODELLED_FOR_MESSAGES } from './unmodelled';

/** https://core.telegram.org/bots/api#getme */
export const getMe: Method = {
  name: 'getMe',
  run: ({ bot }) => ({
    ...botAsUser(bot),
    can_join_groups: true,
    can_read_all_group_messages: bot.readsAllMessages === true,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
  }),
};

const ACTIONS = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
]);

/** https://core.telegram.org/bots/api#sendchataction: nothing to be seen afterwards. */
export const sendChatAction: Method = {
  name: 'sendChatAction',
  unmodelled: UNMODELLED_FOR_MESSAGES,
  run: (call) => {
    if (!ACTIONS.has(call.params.text('action').toLowerCase())) throw badRequest('wrong parameter action in request');
    topicOfCall(call, chatToWriteTo(call));
    return true;
  },
};
