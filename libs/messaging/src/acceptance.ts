import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { Sender } from '@app/bot-tokens';
import { SharedStatement } from '@app/platform';
import { Backlogs } from './backlogs';
import type { Draft, IdempotencyKey } from './draft';
import { DraftFiles } from './draft-files';
import { MessagesRepository, type Accepted, type Entry, type Insertion } from './messages.repository';
import { ChatNotFoundError, KeyMalformedError, KeyReusedError } from './messaging.errors';
import { QuotaReachedError, type Refused } from './quota.errors';
import { SendHints } from './sends.queue';

const KEY_SHAPE = /^[\x21-\x7e]{1,255}$/;

/** Keeps what is to leave the house. */
@Injectable()
export class Acceptance {
  private readonly inserts: SharedStatement<Entry, Insertion>;

  constructor(
    private readonly messages: MessagesRepository,
    private readonly backlogs: Backlogs,
    private readonly files: DraftFiles,
    private readonly hints: SendHints,
  ) {
    this.inserts = new SharedStatement((entries) => messages.insert(entries));
  }

  /**
   * What a client's key stands for: this request, and no other, of this sender. No key, no promise.
   *
   * @throws KeyMalformedError
   */
  keyOf({ accountId, grant }: Sender, request: object, key: string | undefined): IdempotencyKey | undefined {
    if (key === undefined) return undefined;
    if (!KEY_SHAPE.test(key)) throw new KeyMalformedError();
    const bodyHash = createHash('sha256').update(canonical(request)).digest();
    return { scope: grant?.tokenId ?? accountId, key, bodyHash };
  }

  /**
   * Keeps a message. When this resolves it is committed: it will reach an end, whatever crashes. The same key with the
   * same request gets the same answer.
   *
   * @throws KeyReusedError, ChatNotFoundError, QuotaReachedError, and for uploads UploadNotFoundError, UploadGoneError, PhotoTooLargeError
   */
  async accept(draft: Draft, key?: IdempotencyKey): Promise<Accepted> {
    const carries = (draft.fileIds?.length ?? 0) > 0;
    // A repeated request is not asked again for files that may be gone by now.
    const before = carries ? await this.find(key) : null;
    if (before) return before;
    const entry = { draft, key, backlog: await this.backlogs.beforeOneMore(draft.botId) };
    const accepted = carries ? await this.files.accept(entry) : await this.inserts.add(entry);
    if (!accepted) return await this.replay(key);
    // A repeated request is no new message, however many there are.
    if ('refused' in accepted) return (await this.find(key)) ?? refuse(accepted.refused, this.messages);
    this.hints.give(draft.botId);
    return accepted;
  }

  /** What was answered to the same key before; null if it is new. @throws KeyReusedError */
  async find(key: IdempotencyKey | undefined): Promise<Accepted | null> {
    const kept = key && (await this.messages.findKey(key));
    if (!kept) return null;
    if (!kept.bodyHash.equals(key.bodyHash)) throw new KeyReusedError();
    return await this.messages.getById(kept.messageId);
  }

  private async replay(key: IdempotencyKey | undefined): Promise<Accepted> {
    const accepted = await this.find(key);
    // Nothing was inserted, and not for the sake of a key: the chat has become part of another one at this moment.
    if (!accepted) throw new ChatNotFoundError();
    return accepted;
  }
}

function refuse(refused: Refused, messages: MessagesRepository): never {
  throw new QuotaReachedError(refused, messages.mostOf(refused));
}

/** The same text for requests that say the same, in whatever order. */
function canonical(request: object): string {
  return JSON.stringify(request, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
