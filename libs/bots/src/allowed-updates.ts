/** What we want to hear of. `chat_member` comes only when it is asked for (core.telegram.org/bots/api#setwebhook). */
export const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'callback_query',
  'my_chat_member',
  'chat_member',
] as const;
