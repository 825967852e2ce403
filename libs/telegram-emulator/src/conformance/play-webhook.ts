import type { ServerResponse } from 'node:http';

import type { DeliveryEntry } from '../calls/journal';
import { TelegramEmulator } from '../telegram-emulator';
import { BotClient } from '../testing/bot-client';
import { eventually, Hook } from '../testing/hook';
import { ManualClock } from '../world/clock';
import { disagreement } from './contains';
import type { WebhookRow } from './row';

/** What is otherwise than the row says, null when nothing is. A person writes, and time passes as the row says. */
export async function playWebhook(row: WebhookRow): Promise<string | null> {
  const clock = new ManualClock();
  const telegram = await TelegramEmulator.start({ insecureWebhook: true, clock });
  const hook = new Hook(clock);
  try {
    return await new WebhookPlay(row, { clock, telegram, hook }).play();
  } finally {
    hook.close();
    await telegram.close();
  }
}

interface Stage {
  clock: ManualClock;
  telegram: TelegramEmulator;
  hook: Hook;
}

class WebhookPlay {
  private readonly bot: BotClient;
  private earlier = 0;

  constructor(
    private readonly row: WebhookRow,
    private readonly stage: Stage,
  ) {
    this.bot = new BotClient(stage.telegram, stage.telegram.addBot({ username: 'tower_bot' }));
  }

  async play(): Promise<string | null> {
    const { row, stage } = this;
    const { telegram, hook } = stage;
    const ann = telegram.person('ann');
    await ann.send(this.bot, 'before the webhook is set');
    await this.bot.result('sendMessage', {
      chat_id: ann.id,
      text: 'press',
      reply_markup: { inline_keyboard: [[{ text: 'Now', callback_data: 'x' }]] },
    });
    await this.bot.news();
    await this.bot.result('setWebhook', { url: await hook.listen() });
    if (row.worked) await ann.send(this.bot, 'the webhook works');
    await telegram.idle();
    this.earlier = hook.received.length;
    hook.answer = (response, seen) => {
      answerAs(row.answers[seen - 1 - this.earlier], response);
    };
    if (row.answers[0] === 'nobody listens') hook.close();
    await ann.send(this.bot, 'hello');
    if (row.meanwhile === 'the same person writes') await ann.send(this.bot, 'and this');
    if (row.meanwhile === 'the same person presses a button') await ann.press(this.bot, 'Now');
    await this.untilAttempted(row.attemptsAtSeconds.length);
    return this.wrong();
  }

  private get deliveries(): readonly DeliveryEntry[] {
    return this.stage.telegram.deliveries.slice(this.earlier);
  }

  private async wrong(): Promise<string | null> {
    const { row, stage } = this;
    const [first] = this.deliveries;
    const at = this.deliveries.map((delivery) => (delivery.at - (first?.at ?? 0)) / 1_000);
    const arrivals = stage.hook.received.slice(this.earlier).map(({ kind, id }) => [kind, id - (first?.updateId ?? 0)]);
    return (
      disagreement('the times of the attempts', at, row.attemptsAtSeconds) ??
      (row.arrivals ? disagreement('what arrived', arrivals, row.arrivals) : null) ??
      disagreement('getWebhookInfo', await this.bot.result('getWebhookInfo'), row.info ?? {})
    );
  }

  /** Moves the clock from appointment to appointment until so many deliveries were tried and ended. */
  private async untilAttempted(count: number): Promise<void> {
    const { clock, telegram } = this.stage;
    const underWay = (): number =>
      telegram.deliveries.filter(({ status, error }) => status === null && error === undefined).length;
    const isOver = (): boolean => this.deliveries.length >= count && underWay() === 0;
    while (!isOver()) {
      await eventually(() => underWay() === 0 && (isOver() || clock.untilNext() !== null));
      await new Promise((resolve) => setImmediate(resolve));
      if (!isOver() && underWay() === 0) clock.advance(clock.untilNext() ?? 0);
    }
  }
}

function answerAs(answer: WebhookRow['answers'][number] | undefined, response: ServerResponse): void {
  if (answer === 'close') response.destroy();
  else if (typeof answer !== 'object') response.end();
  else response.writeHead(answer.status, answer.retryAfter === undefined ? {} : { 'Retry-After': answer.retryAfter }).end();
}
