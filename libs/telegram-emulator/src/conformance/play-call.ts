import { TelegramEmulator } from '../telegram-emulator';
import type { Json } from '../testing/bot-client';
import { partsFor } from '../testing/sample-files';
import { ManualClock } from '../world/clock';
import { disagreement } from './contains';
import type { CallRow, Step } from './row';
import { buildScene, unfolded, type Places } from './scene';

interface Heard {
  status: number;
  headers: Headers;
  body: Json;
  afterSeconds: number;
}

/** The scene, and a stage for one row after the other. */
export class CallStage {
  private readonly clock = new ManualClock();
  private telegram!: TelegramEmulator;
  private places!: Places;
  private ownBots = 0;

  get accidents(): string[] {
    return this.telegram.problems.filter((problem) => problem.startsWith('The emulator failed'));
  }

  async open(): Promise<void> {
    this.telegram = await TelegramEmulator.start({ strict: false, insecureWebhook: false, clock: this.clock });
    this.places = await buildScene(this.telegram);
  }

  close(): Promise<void> {
    return this.telegram.close();
  }

  /** What is otherwise than the row says, null when nothing is. Each row plays a second after the one before. */
  async play({ before = [], backend = [], then, ...row }: CallRow): Promise<string | null> {
    this.clock.advance(1_000);
    const token = row.ownBot ? this.ownBot() : this.places.get('token');
    const chatId = this.places.get(row.chat ?? 'person');
    for (const step of before) await this.ask({ status: 0, ...step }, token);
    for (const words of backend) this.telegram.fault({ do: { backend: words }, times: 1 });
    const mayTakeTime = row.afterSeconds !== undefined || backend.length > 0;
    const heard = await this.ask({ ...row, params: { chat_id: chatId, text: 'hi', ...row.params } }, token, mayTakeTime);
    this.telegram.clearFaults();
    const wrong = this.wrongIn({ afterSeconds: 0, ...row }, heard);
    return wrong === null && then ? this.wrongIn(then, await this.ask(then, token)) : wrong;
  }

  private ownBot(): string {
    this.ownBots += 1;
    const bot = this.telegram.addBot({ username: `own${String(this.ownBots)}_bot` });
    return bot.token;
  }

  private wrongIn(step: Step & Pick<CallRow, 'afterSeconds'>, heard: Heard): string | null {
    const { status, description, parameters, result, headers, afterSeconds } = step;
    const body = status === 200 ? { ok: true, result, description } : { ok: false, error_code: status, description, parameters };
    const wanted = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
    const shown = Object.fromEntries(Object.keys(headers ?? {}).map((name) => [name, heard.headers.get(name)]));
    return (
      disagreement('the status', heard.status, status) ??
      disagreement('the answer', heard.body, unfolded(this.places, wanted)) ??
      disagreement('the headers', shown, headers ?? {}) ??
      disagreement('the delay', heard.afterSeconds, afterSeconds ?? heard.afterSeconds)
    );
  }

  private async ask(step: Step, token: unknown, mayTakeTime = false): Promise<Heard> {
    const { method, path, token: named, params, files } = step;
    const key = String(unfolded(this.places, named ?? token));
    const begunAt = this.clock.now();
    const given = unfolded(this.places, params ?? {}) as Json;
    const body = files ? partsFor(given, files) : JSON.stringify(given);
    const headers = files ? undefined : { 'Content-Type': 'application/json' };
    const asked = fetch(`${this.telegram.apiRoot}${path ?? `/bot${key}/${method}`}`, { method: 'POST', headers, body });
    const response = await (mayTakeTime ? this.lettingTimePass(asked) : asked);
    const afterSeconds = (this.clock.now() - begunAt) / 1_000;
    return { status: response.status, headers: response.headers, body: (await response.json()) as Json, afterSeconds };
  }

  /** Moves the clock from appointment to appointment for as long as there is no answer. */
  private async lettingTimePass<T>(answer: Promise<T>): Promise<T> {
    let missing = 1;
    const ended = answer.finally(() => {
      missing = 0;
    });
    while (missing > 0) {
      await new Promise((resolve) => setImmediate(resolve));
      if (missing > 0) this.clock.advance(this.clock.untilNext() ?? 0);
    }
    return ended;
  }
}
