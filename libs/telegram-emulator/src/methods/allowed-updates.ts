import type { Params } from '../calls/params';

const KINDS = new Set([
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'business_connection',
  'business_message',
  'edited_business_message',
  'deleted_business_messages',
  'message_reaction',
  'message_reaction_count',
  'inline_query',
  'chosen_inline_result',
  'callback_query',
  'shipping_query',
  'pre_checkout_query',
  'purchased_paid_media',
  'poll',
  'poll_answer',
  'my_chat_member',
  'chat_member',
  'chat_join_request',
  'chat_boost',
  'removed_chat_boost',
]);

/**
 * The kinds of updates a call asks for: undefined keeps what was, null (an empty list) is Telegram's default set. Unknown names and broken
 * JSON are ignored, as Telegram does.
 */
export function allowedUpdatesOf(params: Params): string[] | null | undefined {
  const given = listOf(params);
  if (!Array.isArray(given)) return undefined;
  const known = given.filter((kind): kind is string => typeof kind === 'string' && KINDS.has(kind.toLowerCase()));
  return known.length === 0 ? null : known.map((kind) => kind.toLowerCase());
}

function listOf(params: Params): unknown {
  try {
    return params.structure('allowed_updates');
  } catch {
    return undefined;
  }
}
