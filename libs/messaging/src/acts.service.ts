import { Injectable } from '@nestjs/common';
import type { Sender } from '@app/bot-tokens';
import type { Payload } from '@app/telegram';
import { Acceptance } from './acceptance';
import { definedOf } from './content';
import { Destinations } from './destinations';
import type { Draft } from './draft';
import { planOfEdit, type EditedMessage } from './drafting';
import { replyMarkupOf, type InlineKeyboard } from './keyboard';
import { CONTENT_TYPES, PRIORITY, type ActType, type FormattingFallback, type Message } from './message.entity';
import type { Accepted } from './messages.repository';
import { MessagesService } from './messages.service';
import { NotChangeableError, NotResendableError } from './messaging.errors';
import type { ParseMode } from './send-request';

/** What an edit puts in the place of what was sent. */
export interface Edit {
  /** The new text, or the new caption. */
  readonly text?: string;
  readonly parseMode?: ParseMode;
  readonly keyboard?: InlineKeyboard;
  readonly formattingFallback?: FormattingFallback;
}

/** What becomes of the message, and what is called. */
interface Act {
  readonly type: ActType;
  readonly method: string;
  readonly text?: string;
  readonly payload: Payload;
}

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
  ) {}

  /** Puts another text, caption or keyboard in the place of the one that was sent. @throws MessageNotFoundError, NotChangeableError */
  async edit(sender: Sender, id: string, edit: Edit, key?: string): Promise<Accepted> {
    return await this.once(sender, { id, act: 'edit', edit }, key, async () => {
      const target = await this.changeable(sender, id);
      const act = editOf(target, edit);
      const plan = planOfEdit(target, act, edit);
      return {
        ...(await this.draftOf(sender, target, act)),
        ...plan,
        heading: target.heading,
        formattingFallback: edit.formattingFallback ?? 'plain',
      };
    });
  }

  /** Deletes what was sent, all of its parts. Telegram allows it for 48 hours. @throws MessageNotFoundError, NotChangeableError */
  async delete(sender: Sender, id: string, key?: string): Promise<Accepted> {
    return await this.once(sender, { id, act: 'delete' }, key, async () =>
      this.draftOf(sender, await this.changeable(sender, id), { type: 'delete', method: 'deleteMessages', payload: {} }),
    );
  }

  /** Pins what was sent, without a notification if it is to be silent. @throws MessageNotFoundError, NotChangeableError */
  async pin(sender: Sender, id: string, silent: boolean, key?: string): Promise<Accepted> {
    const payload = silent ? { disable_notification: true } : {};
    return await this.once(sender, { id, act: 'pin', silent }, key, async () =>
      this.draftOf(sender, await this.changeable(sender, id), { type: 'pin', method: 'pinChatMessage', payload }),
    );
  }

  /** @throws MessageNotFoundError, NotChangeableError */
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

  private async changeable(sender: Sender, id: string): Promise<Sent> {
    const target = await this.messages.get(sender, id);
    if (!isContent(target)) {
      throw new NotChangeableError('Edits, deletions and pins are not messages in the chat: name the message itself.');
    }
    const isSentInPart = target.telegramMessageIds.length > 0;
    if (GONE.has(target.status) && !isSentInPart) {
      throw new NotChangeableError(`It was never sent: the message is ${target.status}.`);
    }
    if (target.status === 'queued' && target.scheduled) {
      throw new NotChangeableError('It waits for its `sendAt`: take it back with `DELETE`, or send it the other way then.');
    }
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

/** A text or caption whose formatting was read here is one part, and one message. */
function isSeveral({ type, method, parts }: Sent): boolean {
  const isOne = parts === null || (parts.length === 1 && parts[0]?.method === method);
  return !isOne || type === 'media_group';
}

/** Text in the place of text, a caption in the place of a caption, or the keyboard alone. */
function editOf(target: Sent, { text, parseMode, keyboard }: Edit): Act {
  if (isSeveral(target)) {
    throw new NotChangeableError('It is several messages on Telegram, and cannot be edited as one.');
  }
  if (text === undefined && keyboard === undefined) {
    throw new NotChangeableError('Say what is to change: send `text` or `keyboard`.');
  }
  const payload = definedOf({ parse_mode: parseMode, reply_markup: keyboard && replyMarkupOf(keyboard) });
  if (text === undefined) return { type: 'edit', method: 'editMessageReplyMarkup', payload };
  return { type: 'edit', method: target.type === 'text' ? 'editMessageText' : 'editMessageCaption', text, payload };
}
