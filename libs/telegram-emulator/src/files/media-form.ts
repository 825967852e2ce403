import type { Entity } from '@app/formatting';
import type { MediaRecord } from '../world/contents';
import { fileIdFor } from './file-ids';
import type { FileKind } from './file-record';
import { photoSizesOf } from './photo-sizes';

interface Captioned {
  text: string;
  entities: readonly Entity[];
}

/** The fields of a message that carry a file and its caption: https://core.telegram.org/bots/api#message */
export function mediaInBotApiForm(botId: number, media: MediaRecord, { text, entities }: Captioned): object {
  return {
    ...(media.groupId !== undefined && { media_group_id: media.groupId }),
    ...FORMS[media.kind](media, botId),
    ...(text !== '' && { caption: text }),
    ...(entities.length > 0 && { caption_entities: entities }),
    ...(media.captionAbove && { show_caption_above_media: true }),
    ...(media.spoiler && { has_media_spoiler: true }),
  };
}

/** What identifies a file: https://core.telegram.org/bots/api#file */
export function fileInBotApiForm(
  botId: number,
  { kind, uniqueId, size }: Pick<MediaRecord, 'kind' | 'uniqueId' | 'size'>,
): object {
  return { file_id: fileIdFor(botId, kind, uniqueId), file_unique_id: uniqueId, file_size: size };
}

type Form = (media: MediaRecord, botId: number) => object;

const FORMS: Record<FileKind, Form> = {
  photo: (media, botId) => ({
    photo: photoSizesOf(media).map(({ uniqueId, width, height }) => ({
      ...fileInBotApiForm(botId, { ...media, uniqueId }),
      width,
      height,
    })),
  }),
  document: (media, botId) => ({ document: documentForm(media, botId) }),
  // Bots that do not know animations shall see a document.
  animation: (media, botId) => ({
    animation: { ...lengthOf(media), ...sizeOf(media), ...documentForm(media, botId) },
    document: documentForm(media, botId),
  }),
  video: (media, botId) => ({ video: { ...lengthOf(media), ...sizeOf(media), ...documentForm(media, botId) } }),
  audio: (media, botId) => ({ audio: { ...lengthOf(media), ...documentForm(media, botId), ...tagsOf(media) } }),
  voice: (media, botId) => ({ voice: { ...lengthOf(media), ...documentForm(media, botId) } }),
  video_note: (media, botId) => ({
    video_note: { ...lengthOf(media), length: media.width ?? 0, ...fileInBotApiForm(botId, media) },
  }),
  sticker: (media, botId) => ({
    sticker: {
      ...sizeOf(media),
      ...(media.emoji !== undefined && { emoji: media.emoji }),
      is_animated: media.mimeType === 'application/x-tgsticker',
      is_video: media.mimeType === 'video/webm',
      type: 'regular',
      ...fileInBotApiForm(botId, media),
    },
  }),
};

function documentForm(media: MediaRecord, botId: number): object {
  return {
    ...(media.name !== undefined && { file_name: media.name }),
    ...(media.mimeType !== undefined && { mime_type: media.mimeType }),
    ...fileInBotApiForm(botId, media),
  };
}

function lengthOf({ duration = 0 }: MediaRecord): object {
  return { duration };
}

function sizeOf({ width = 0, height = 0 }: MediaRecord): object {
  return { width, height };
}

function tagsOf({ title, performer }: MediaRecord): object {
  return { ...(title !== undefined && { title }), ...(performer !== undefined && { performer }) };
}
