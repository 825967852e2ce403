import { Injectable } from '@nestjs/common';
import { MessageReplies } from '@app/messaging';
import type { FmtString, Payload } from '@app/telegram';
import { TextsService } from '@app/texts';
import type { ChatDecision } from './chat-decision';
import { linkedNotice } from './linked-notice';
import { PairingCodesService } from './pairing-codes.service';
import { PairingService } from './pairing.service';

/** What follows from a decision about a chat, and what is said about it. */
@Injectable()
export class Decided {
  constructor(
    private readonly pairing: PairingService,
    private readonly codes: PairingCodesService,
    private readonly texts: TextsService,
    private readonly replies: MessageReplies,
  ) {}

  /** Does what was decided, in the running transaction. */
  async draw(decision: ChatDecision): Promise<void> {
    const draw = {
      code: () => this.showCode(decision),
      link: () => this.link(decision),
      decline: () => this.decline(decision),
      unlink: () => this.unlink(decision),
    };
    await draw[decision.action]();
  }

  /** Tells somebody that it is not theirs to decide. */
  async refuse(decision: ChatDecision): Promise<void> {
    const say = await this.texts.in(decision.language);
    await this.notify(decision, say('notice.adminsOnly'), true);
  }

  /** The code is shown to who pressed the button and to nobody else. */
  private async showCode(decision: ChatDecision): Promise<void> {
    const say = await this.texts.in(decision.language);
    const pairingCode = await this.codes.issue(decision.chatId, decision.topicId);
    await this.notify(decision, say('notice.code', { pairingCode }), true);
  }

  /** Pressed once more, the button changes nothing: the notice of the link, and the way back under it, stay. */
  private async link(decision: ChatDecision): Promise<void> {
    const say = await this.texts.in(decision.language);
    const outcome = await this.pairing.accept(decision.botId, decision.pairingId ?? '', decision.chatId);
    await this.notify(decision);
    if (outcome === 'before') return;
    if (typeof outcome === 'string') await this.turn(decision, say(outcome === 'gone' ? 'link.gone' : 'link.taken'));
    else await this.turnTo(decision, linkedNotice(say, outcome.accountName, outcome.chat.pairingId ?? ''));
  }

  private async decline(decision: ChatDecision): Promise<void> {
    const say = await this.texts.in(decision.language);
    const declined = await this.pairing.decline(decision.botId, decision.pairingId ?? '', decision.chatId);
    await this.notify(decision);
    if (declined) await this.turn(decision, say('link.declined'));
  }

  private async unlink(decision: ChatDecision): Promise<void> {
    const say = await this.texts.in(decision.language);
    const ended = await this.pairing.end(decision.chatId, decision.pairingId ?? '');
    await this.notify(decision, say(ended ? 'notice.unlinked' : 'notice.unlinkedAlready'));
    await this.turn(decision, say(ended ? 'unlink.done' : 'notice.unlinkedAlready'));
  }

  private async notify(decision: ChatDecision, text?: FmtString, alert = false): Promise<void> {
    const notice = text === undefined ? {} : { text: text.text, ...(alert ? { show_alert: true } : {}) };
    await this.replies.enqueueFor(placeOf(decision), 'answerCallbackQuery', {
      callback_query_id: decision.callbackId,
      ...notice,
    });
  }

  private async turn(decision: ChatDecision, { text, entities }: FmtString): Promise<void> {
    await this.turnTo(decision, { text, entities });
  }

  private async turnTo(decision: ChatDecision, payload: Payload): Promise<void> {
    await this.replies.enqueueFor(placeOf(decision), 'editMessageText', { message_id: decision.messageId, ...payload });
  }
}

/** Where the person is answered who pressed the button. */
function placeOf({ botId, chatId, telegramId }: ChatDecision): { botId: string; chatId: string; answerTo: number } {
  return { botId, chatId, answerTo: telegramId };
}
