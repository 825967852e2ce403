import { Injectable } from '@nestjs/common';
import { FilesService, type FileFacts } from '@app/files';
import { Database } from '@app/platform';
import type { Draft } from './draft';
import { MessagesRepository, type Accepted, type Entry } from './messages.repository';
import { canGoAsDocuments } from './photo-fallback';
import { PhotoTooLargeError, UploadGoneError, UploadNotFoundError } from './content.errors';
import { QuotaReachedError } from './quota.errors';

const MEGABYTE = 1024 * 1024;

/** Telegram takes photos up to 10 MB (core.telegram.org/bots/api#sendphoto); other files are bounded by the upload. */
const LARGEST_PHOTO = 10 * MEGABYTE;

/** Messages that carry uploads: accepted in one transaction with the promise to keep them. */
@Injectable()
export class DraftFiles {
  constructor(
    private readonly db: Database,
    private readonly files: FilesService,
    private readonly messages: MessagesRepository,
  ) {}

  /** Null when the key is taken. @throws UploadNotFoundError, UploadGoneError, PhotoTooLargeError, QuotaReachedError */
  async accept(entry: Entry): Promise<Accepted | null> {
    return await this.db.transaction(async () => {
      const draft = await this.claim(entry.draft);
      const [accepted = null] = await this.messages.insert([{ ...entry, draft }]);
      if (accepted && 'refused' in accepted) {
        throw new QuotaReachedError(accepted.refused, this.messages.mostOf(accepted.refused));
      }
      return accepted;
    });
  }

  /** The draft as it can be sent: photos that are too large go as documents, if they may. */
  private async claim(draft: Draft): Promise<Draft> {
    const { accountId, botTokenId, fileIds = [] } = draft;
    // As with `GET files`: with a bot token only what was uploaded with it.
    const of = { accountId: accountId ?? '', botTokenId: botTokenId ?? undefined };
    const found = new Map((await this.files.claim(of, fileIds)).map((facts) => [facts.id, facts]));
    const files = fileIds.map((id) => {
      const facts = found.get(id);
      if (!facts) throw new UploadNotFoundError();
      return { facts, kind: kindOf(id, draft) };
    });
    const isTooLarge = files.some(({ kind, facts }) => kind === 'photo' && facts.size > LARGEST_PHOTO);
    const sentAsDocument = draft.sentAsDocument === true || isTooLarge;
    if (isTooLarge && (draft.photoFallback === 'fail' || !canGoAsDocuments(draft))) throw new PhotoTooLargeError();
    for (const { facts, kind } of files) await this.ensureThere(facts, draft.botId, sentAsDocument ? 'document' : kind);
    return { ...draft, sentAsDocument };
  }

  private async ensureThere({ id, kept }: FileFacts, botId: string, kind: string): Promise<void> {
    if (!kept && (await this.files.telegramIdOf(id, botId, kind)) === null) throw new UploadGoneError();
  }
}

/** As what the upload is sent. */
function kindOf(id: string, { type, payload: { media } }: Draft): string {
  if (!Array.isArray(media)) return type;
  const items = media as { type: string; media: { upload?: string } }[];
  return items.find((item) => item.media.upload === id)?.type ?? type;
}
