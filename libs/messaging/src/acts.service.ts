import { Injectable } from '@nestjs/common';
import type { Sender } from '@app/bot-tokens';
import { Acceptance } from './acceptance';
import { Destinations } from './destinations';
import type { Draft } from './draft';
import { planOfEdit } from './drafting';
import { editOf, type Act, type Edit, type EditedMessage } from './edit';
import { ensureTaken } from './keyboard';
import { CONTENT_TYPES, PRIORITY, type Message } from './message.entity';
import { MessagesRepository, type Accepted } from './messages.repository';
import { MessagesService } from './messages.service';
import { NotResendableError, TargetIsActError, TargetNotSentError, TargetScheduledError } from './acts.errors';
import { WebAddresses } from './web-addresses';

/** A message that stands in a chat, or will. */
type Sent = Message & EditedMessage;

const RESENDABLE = new Set(['failed', 'uncertain', 'expired', 'cancelled']);
const GONE = new Set(['failed', 'expired', 'cancelled']);

/** What accounts do with messages that were accepted before. Each act is a message of its own, and stands behind the first in its lane. */
@Injectable()
export class ActsService {
  constructor(
    private readonly messages: MessagesService,
    private readonly destinations: Destinations,
    private readonly acceptance: Acceptance,
    private readonly repository: MessagesRepository,
    private readonly addresses: WebAddresses,
  ) {}

  /**
   * Puts another text, caption or keyboard in the place of the one that was sent.
   *
   * @throws MessageNotFoundError, AddressRefusedError, MalformedRequestError, and what `changeable`, `editOf`, `planOfEdit` and
   * `ensureTaken` throw
   */
  async edit(sender: Sender, id: string, edit: Edit, key?: string): Promise<Accepted> {
    return await this.once(sender, { id, act: 'edit', edit }, key, async () => {
      const target = await this.changeable(sender, id);
      this.addresses.ensureShown(edit.linkPreview);
      ensureTaken(edit.keyboard, await this.destinations.ofChat(sender, target.chatId));
      const act = editOf(target, edit, (await this.repository.lastEditOf(id)) ?? target.payload);
      return {
        ...(await this.draftOf(sender, target, act)),
        ...planOfEdit(target, act, edit),
        heading: target.heading,
        formattingFallback: edit.formattingFallback ?? 'plain',
      };
    });
  }

  /** Deletes what was sent, all of its parts. Telegram allows it for 48 hours. @throws MessageNotFoundError, and what `changeable` throws */
  async delete(sender: Sender, id: string, key?: string): Promise<Accepted> {
    return await this.once(sender, { id, act: 'delete' }, key, async () =>
      this.draftOf(sender, await this.changeable(sender, id), { type: 'delete', method: 'deleteMessages', payload: {} }),
    );
  }

  /** Pins what was sent, without a notification if it is to be silent. @throws MessageNotFoundError, and what `changeable` throws */
  async pin(sender: Sender, id: string, silent: boolean, key?: string): Promise<Accepted> {
    const payload = silent ? { disable_notification: true } : {};
    return await this.once(sender, { id, act: 'pin', silent }, key, async () =>
      this.draftOf(sender, await this.changeable(sender, id), { type: 'pin', method: 'pinChatMessage', payload }),
    );
  }

  /** @throws MessageNotFoundError, and what `changeable` throws */
  async unpin(sender: Sender, id: string, key?: string): Promise<Accepted> {
    return await this.once(sender, { id, act: 'unpin' }, key, async () =>
      this.draftOf(sender, await this.changeable(sender, id), { type: 'unpin', method: 'unpinChatMessage', payload: {} }),
    );
  }

  /**
   * Sends once more what did not arrive, or may not have: as a new message, which says so. Of a message in parts, what is
   * missing.
   *
   * @throws MessageNotFoundError, NotResendableError
   */
  async resend(sender: Sender, id: string, key?: string): Promise<Accepted> {
    return await this.once(sender, { id, act: 'resend' }, key, async () => {
      const message = await this.messages.get(sender, id);
      const { status, botId, chatId, botTokenId, priority, method, type, text, payload, parts, part, heading } = message;
      if (!RESENDABLE.has(status)) throw new NotResendableError(status);
      await this.destinations.ofChat(sender, chatId);
      return {
        ...{ botId, chatId, botTokenId, priority, method, type, text, payload, heading },
        accountId: sender.accountId,
        parts: parts?.slice(part),
        fileIds: message.fileIds,
        targetId: message.targetId,
        delivery: message.delivery,
        formattingFallback: message.formattingFallback,
        // A message of one call is tried with its formatting again; parts stay as they were decided.
        formattingDropped: parts !== null && message.formattingDropped,
        photoFallback: message.photoFallback,
        sentAsDocument: message.sentAsDocument,
        truncated: message.truncated,
        resendOf: id,
        possibleDuplicate: status === 'uncertain',
        expiresInSeconds: null,
      };
    });
  }

  /** A repeated request finds what its key stands for, whatever has become of the message since. */
  private async once(sender: Sender, request: object, key: string | undefined, draft: () => Promise<Draft>): Promise<Accepted> {
    const idempotencyKey = this.acceptance.keyOf(sender, request, key);
    return (await this.acceptance.find(idempotencyKey)) ?? (await this.acceptance.accept(await draft(), idempotencyKey));
  }

  /** A message that stands in its chat, or will. @throws TargetIsActError, TargetNotSentError, TargetScheduledError */
  private async changeable(sender: Sender, id: string): Promise<Sent> {
    const target = await this.messages.get(sender, id);
    if (!isContent(target)) throw new TargetIsActError();
    const isSentInPart = target.telegramMessageIds.length > 0;
    if (GONE.has(target.status) && !isSentInPart) throw new TargetNotSentError(target.status);
    if (target.status === 'queued' && target.scheduled) throw new TargetScheduledError();
    return target;
  }

  private async draftOf(sender: Sender, target: Message, { type, method, text, payload }: Act): Promise<Draft> {
    const { botId, chatId } = await this.destinations.ofChat(sender, target.chatId);
    return {
      ...{ botId, chatId, type, method },
      accountId: sender.accountId,
      botTokenId: sender.grant?.tokenId ?? null,
      priority: PRIORITY.message,
      text: text ?? null,
      payload,
      targetId: target.id,
      heading: null,
      delivery: 'at_least_once',
      formattingFallback: 'plain',
      expiresInSeconds: null,
    };
  }
}

function isContent(message: Message): message is Sent {
  return (CONTENT_TYPES as readonly string[]).includes(message.type);
}
