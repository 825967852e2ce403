import type { Method, MethodCall } from '../../calls/method';
import { badRequest, Refusal } from '../../calls/refusal';
import type { FileRecord } from '../../files/file-record';
import { messageInBotApiForm } from '../../world/message-form';
import { chatToWriteTo } from '../chat-of-call';
import { refuseWithoutPermission } from '../send-permissions';
import { placeOfCall } from '../send-message';
import { refuseLongCaption } from '../text-of-call';
import { UNMODELLED_FOR_MESSAGES } from '../unmodelled';
import { flawOfAlbum } from '../../files/albums';
import { fileOf, refuseBadSource } from './input-file';
import { inputMedia, requiredStructure, type MediaDraft } from './input-media';

/** https://core.telegram.org/bots/api#sendmediagroup */
export const sendMediaGroup: Method = {
  name: 'sendMediaGroup',
  limited: true,
  olderNames: { reply_to_message_id: { kinds: ['number'] }, allow_sending_without_reply: { kinds: ['boolean'] } },
  unmodelled: UNMODELLED_FOR_MESSAGES,
  run: async (call) => {
    const drafts = draftsOf(call);
    const chat = chatToWriteTo(call);
    const place = placeOfCall(call, chat);
    for (const { wanted, caption } of drafts) {
      refuseBadSource(call, wanted);
      refuseLongCaption(caption);
      refuseWithoutPermission(call, chat, wanted.kind);
    }
    refuseBadAlbum(drafts);
    const files = await filesOf(call, drafts);
    const group = drafts.length > 1 ? { groupId: call.world.freshGroupId() } : {};
    const messages = files.map(({ file, caption, flags }) => {
      const media = { ...file, ...flags, ...group };
      return call.bots.write(call.bot, chat, { ...caption, media, ...place, callId: call.entry.seq });
    });
    return messages.map((message) => messageInBotApiForm({ world: call.world, botId: call.bot.id }, chat, message));
  },
};

function draftsOf(call: MethodCall): MediaDraft[] {
  const given = requiredStructure(call, 'media', 'media');
  if (!Array.isArray(given)) throw badRequest('expected an Array of InputMedia');
  return given.map((one: unknown) => inputMedia(call, one, true));
}

/** TDLib, check_message_group_message_contents. */
function refuseBadAlbum(drafts: readonly MediaDraft[]): void {
  const flaw = flawOfAlbum(drafts.map(({ wanted }) => wanted.kind));
  if (flaw !== null) throw badRequest(flaw);
  if (new Set(drafts.map(({ flags }) => flags.captionAbove)).size < 2) return;
  throw badRequest('parameter show_caption_above_media must be the same for all messages');
}

interface Filed extends MediaDraft {
  file: FileRecord;
}

/** What the backend refuses is told with the number of the message (Client.cpp: on_message_send_failed). */
async function filesOf(call: MethodCall, drafts: readonly MediaDraft[]): Promise<Filed[]> {
  const files: Filed[] = [];
  for (const [index, draft] of drafts.entries()) {
    try {
      files.push({ ...draft, file: await fileOf(call, draft.wanted) });
    } catch (error) {
      throw error instanceof Refusal ? numbered(error, index + 1) : error;
    }
  }
  return files;
}

const BY_THE_BACKEND = ['IMAGE_PROCESS_FAILED', 'PHOTO_INVALID_DIMENSIONS', 'WEBPAGE_MEDIA_EMPTY'];
const FETCHED: Record<string, string> = {
  'failed to get HTTP URL content': 'WEBPAGE_CURL_FAILED',
  'wrong type of the web page content': 'WEBPAGE_MEDIA_EMPTY',
};

function numbered(refusal: Refusal, number: number): Refusal {
  const words = refusal.message.replace(/^Bad Request: /, '');
  const code = FETCHED[words] ?? words;
  if (code === words && !BY_THE_BACKEND.includes(words)) return refusal;
  return badRequest(`failed to send message #${String(number)} with the error message "${code}"`);
}
