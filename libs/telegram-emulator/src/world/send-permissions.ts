import type { FileKind } from '../files/file-record';
import type { Permission } from './shared-chat-records';

/** Kinds of messages with a permission of their own. */
export type SendableKind = FileKind | 'poll' | 'dice' | 'contact' | 'location' | 'live_location' | 'venue' | 'text';

const PERMISSIONS: Record<SendableKind, Permission> = {
  photo: 'can_send_photos',
  video: 'can_send_videos',
  animation: 'can_send_other_messages',
  audio: 'can_send_audios',
  document: 'can_send_documents',
  voice: 'can_send_voice_notes',
  video_note: 'can_send_video_notes',
  sticker: 'can_send_other_messages',
  poll: 'can_send_polls',
  dice: 'can_send_other_messages',
  contact: 'can_send_messages',
  location: 'can_send_messages',
  live_location: 'can_send_messages',
  venue: 'can_send_messages',
  text: 'can_send_messages',
};

/** What it takes to send something of this kind: https://core.telegram.org/bots/api#chatpermissions */
export function permissionFor(kind: SendableKind): Permission {
  return PERMISSIONS[kind];
}
