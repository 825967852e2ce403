/** What the Bot API lets a bot say about a message it sends or edits, and this world has no place for. */
export const UNMODELLED_FOR_MESSAGES = [
  'business_connection_id',
  'ephemeral_message_parameters',
  'inline_message_id',
  'message_effect_id',
  'rich_message',
  'suggested_post_parameters',
] as const;
