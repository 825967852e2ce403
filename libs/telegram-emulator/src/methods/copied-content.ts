import type { FormattedText } from '@app/formatting';
import type { MethodCall } from '../calls/method';
import type { NewContent } from '../chats/bot-doings';
import { contentsOf, type MediaRecord } from '../world/contents';
import type { MessageRecord } from '../world/message-record';
import { CAPTIONLESS } from './media/kinds';
import { wrapCaption } from './media/media-flags';

/** A message's contents, as a forward takes them along. */
export function takenAlong(message: MessageRecord): NewContent {
  const { text, entities } = message;
  return { text, entities, ...contentsOf(message) };
}

/** A message's contents, to be sent anew: a poll begins from nothing. */
export function copyOf(call: MethodCall, message: MessageRecord): NewContent {
  const content = takenAlong(message);
  if (!content.poll) return content;
  return { ...content, poll: call.ballots.open({ ...structuredClone(content.poll), botId: call.bot.id, isClosed: false }) };
}

export const NO_CAPTION: FormattedText = { text: '', entities: [] };

/** Only what can have a caption takes another one. */
export function recaptioned(call: MethodCall, message: MessageRecord, caption: FormattedText): NewContent {
  const { media } = message;
  if (!media || CAPTIONLESS.has(media.kind)) return copyOf(call, message);
  const shown = { ...media };
  delete shown.captionAbove;
  return { ...caption, media: { ...shown, ...wrapCaption(call.params, media.kind) } };
}

/** A message taken without the others of its album. */
export function alone(message: MessageRecord): MessageRecord {
  const { groupId, ...media } = message.media ?? {};
  return message.media && groupId !== undefined ? { ...message, media: media as MediaRecord } : message;
}

/** What was an album is one again, under another name; a message taken alone belongs to none. */
export function regrouped({ world }: MethodCall, messages: readonly MessageRecord[]): MessageRecord[] {
  const names = new Map<string, string>();
  const sizeOf = (groupId: string): number => messages.filter(({ media }) => media?.groupId === groupId).length;
  return messages.map((message) => {
    const groupId = message.media?.groupId;
    if (!message.media || groupId === undefined) return message;
    if (sizeOf(groupId) < 2) return alone(message);
    if (!names.has(groupId)) names.set(groupId, world.freshGroupId());
    return { ...message, media: { ...message.media, groupId: names.get(groupId) ?? groupId } };
  });
}
