import type { Params } from '../../calls/params';
import { badRequest } from '../../calls/refusal';
import { PERMISSIONS, type Permission } from '../../world/shared-chat-records';

const MEDIA: readonly Permission[] = [
  'can_send_audios',
  'can_send_documents',
  'can_send_photos',
  'can_send_videos',
  'can_send_video_notes',
  'can_send_voice_notes',
];

type Given = Readonly<Record<string, unknown>>;

/**
 * The permissions of a call, with those that others bring along unless they are to be independent (telegram-bot-api, Client.cpp:
 * get_chat_permissions).
 */
export function permissionsOf(params: Params): Permission[] {
  const given = structureOf(params);
  const wanted = new Set(PERMISSIONS.filter((permission) => flagIn(given, permission)));
  if (!('can_manage_topics' in given) && wanted.has('can_pin_messages')) wanted.add('can_manage_topics');
  const isOlderForm = !MEDIA.some((permission) => permission in given);
  if (isOlderForm && flagIn(given, 'can_send_media_messages')) for (const permission of MEDIA) wanted.add(permission);
  if (!params.flag('use_independent_chat_permissions')) bringAlong(wanted, isOlderForm && wanted.has('can_send_photos'));
  return PERMISSIONS.filter((permission) => wanted.has(permission));
}

/** Stickers and previews are nothing without media, and neither media of the older form nor polls without texts. */
function bringAlong(wanted: Set<Permission>, hasOlderMedia: boolean): void {
  const bringsMedia = wanted.has('can_send_other_messages') || wanted.has('can_add_web_page_previews');
  if (bringsMedia) for (const permission of MEDIA) wanted.add(permission);
  if (bringsMedia || hasOlderMedia || wanted.has('can_send_polls')) wanted.add('can_send_messages');
}

export function isEverything(permissions: readonly Permission[]): boolean {
  return permissions.length === PERMISSIONS.length;
}

function structureOf(params: Params): Given {
  const given = parsed(params);
  if (given === undefined) return {};
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw badRequest('object expected as permissions');
  return { ...given };
}

function parsed(params: Params): unknown {
  try {
    return params.structure('permissions');
  } catch {
    throw badRequest("can't parse permissions JSON object");
  }
}

function flagIn(given: Given, name: string): boolean {
  const value = given[name];
  if (value === undefined || value === null || typeof value === 'boolean') return value === true;
  throw badRequest(`can't parse chat permissions: Field "${name}" must be of type Boolean`);
}
