import type { LedgerEntry, TelegramEmulator } from '@app/telegram-emulator';

import type { CallView, RawView, UpdateView } from '../wire';
import type { Place } from '../place';

/** When each call was answered; the journal itself knows only when it came. */
export class CallTimes {
  private readonly answeredAt = new WeakMap<LedgerEntry, number>();

  constructor(telegram: TelegramEmulator) {
    telegram.onCall((entry, stage) => {
      if (stage === 'answered') this.answeredAt.set(entry, Date.now());
    });
  }

  view(telegram: TelegramEmulator, entry: LedgerEntry): CallView {
    const { seq, at, botId, method, params, status, answer, faulted } = entry;
    const answeredAt = this.answeredAt.get(entry);
    return {
      seq,
      at,
      bot: telegram.bots().find(({ id }) => id === botId)?.username ?? null,
      method,
      params,
      status,
      answer,
      ...(faulted !== undefined && { fault: faulted }),
      milliseconds: answeredAt === undefined ? null : Math.max(0, answeredAt - at),
    };
  }
}

interface RawQuestion {
  place: Place;
  personId: number;
  messageId: number;
  callId: number | undefined;
}

/** The call that made a message, and the updates by which bots heard of it. */
export function rawView(telegram: TelegramEmulator, times: CallTimes, question: RawQuestion): RawView {
  const { place, personId, messageId, callId } = question;
  const entry = callId === undefined ? undefined : telegram.calls.find(({ seq }) => seq === callId);
  const where = place.kind === 'private' ? { botId: place.bot.id, personId } : { chatId: place.chat.id };
  const updates = telegram.updatesAbout(where, messageId).map((told): UpdateView => {
    const { botId, updateId, isPending, update } = told;
    const bot = telegram.bots().find(({ id }) => id === botId)?.username ?? String(botId);
    const deliveries = telegram.deliveries
      .filter((one) => one.botId === botId && one.updateId === updateId)
      .map(({ at, status, error }) => ({ at, status, ...(error !== undefined && { error }) }));
    return { bot, updateId, isPending, update, deliveries };
  });
  return { ...(entry && { call: times.view(telegram, entry) }), updates };
}
