import type { Method } from '../calls/method';
import { badRequest } from '../calls/refusal';
import { botAsUser, privateChatOf } from '../world/bot-api-form';
import { chatToWriteTo, metChat } from './chat-of-call';
import { UNMODELLED_FOR_MESSAGES } from './unmodelled';

/** https://core.telegram.org/bots/api#getme */
export const getMe: Method = {
  name: 'getMe',
  run: ({ bot }) => ({
    ...botAsUser(bot),
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
  }),
};

/** https://core.telegram.org/bots/api#getchat, with the fields that every private chat has. */
export const getChat: Method = {
  name: 'getChat',
  run: (call) => {
    const { personId } = metChat(call);
    const person = call.world.people.get(personId);
    if (!person) throw badRequest('chat not found');
    return {
      ...privateChatOf(person),
      ...(person.username !== undefined && { active_usernames: [person.username] }),
      accent_color_id: person.id % 7,
      max_reaction_count: 11,
      accepted_gift_types: { unlimited_gifts: true, limited_gifts: true, unique_gifts: true, premium_subscription: true },
    };
  },
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
    chatToWriteTo(call);
    return true;
  },
};
