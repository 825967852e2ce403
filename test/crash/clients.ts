import { setTimeout as pause } from 'node:timers/promises';
import type { Progress } from './progress';
import type { Random } from './random';

/** Where a client writes to, and by what right. */
export interface Destination {
  readonly chatId: string;
  readonly telegramId: string;
  /** An access token, with which the chat has to be named, or a bot token, which is for this chat only. */
  readonly token: string;
}

/** One message of a client, and what came of the request. */
export interface Send {
  readonly key: string;
  readonly text: string;
  readonly chatId: string;
  readonly telegramId: string;
  readonly delivery: 'at_least_once' | 'at_most_once';
  /** The ids of all its 202 answers: the same, however often it was asked. */
  readonly ids: string[];
}

const ANSWER_LIMIT_MS = 15_000;
const PAUSE_BETWEEN_TRIES_MS = 150;
const GIVE_UP_MS = 120_000;

/** Messages that a client sends in one go, on average. */
const BURST = 3;

/** How often a request is repeated although it was answered, as a client does whose disk forgot the answer. */
const NEEDLESS_REPEATS = 0.1;

/**
 * Clients that send their messages one after the other, one client for each chat. A request that is not answered, or is
 * answered with 5xx, is repeated with the same key until it is accepted.
 */
export class Clients {
  readonly sends: Send[] = [];
  /** How often which answer came; `none` for connections that broke. */
  readonly answers = new Map<string, number>();

  constructor(
    private readonly root: string,
    private readonly progress: Progress,
    private readonly random: Random,
  ) {}

  /** Sends that many messages to each destination, spread over the campaign in bursts. */
  async run(destinations: readonly Destination[], total: number): Promise<void> {
    await Promise.all(
      destinations.map((destination, index) => {
        const count = Math.floor(total / destinations.length) + (index < total % destinations.length ? 1 : 0);
        return this.serve(destination, { client: index, count, random: this.random.fork() });
      }),
    );
  }

  /** Messages that were accepted, in the order in which each client had them accepted. */
  get accepted(): Send[] {
    return this.sends.filter(({ ids }) => ids.length > 0);
  }

  private async serve(to: Destination, plan: { client: number; count: number; random: Random }): Promise<void> {
    const { client, count, random } = plan;
    const moments = Array.from({ length: Math.ceil(count / BURST) }, () => random.fraction() * 0.97);
    const times = Array.from({ length: count }, () => random.pick(moments)).sort((left, right) => left - right);
    for (const [index, time] of times.entries()) {
      await this.progress.until(time);
      const key = `client-${String(client)}-message-${String(index)}`;
      const delivery = random.chance(0.5) ? 'at_least_once' : 'at_most_once';
      const send: Send = { key, text: `message ${String(index)} of client ${String(client)}`, ...place(to), delivery, ids: [] };
      this.sends.push(send);
      await this.sendUntilAccepted(to, send);
      if (random.chance(NEEDLESS_REPEATS)) await this.sendUntilAccepted(to, send);
    }
  }

  private async sendUntilAccepted({ token }: Destination, send: Send): Promise<void> {
    const until = performance.now() + GIVE_UP_MS;
    const before = send.ids.length;
    while (send.ids.length === before && performance.now() < until) {
      const status = await this.post(token, send);
      this.answers.set(status, (this.answers.get(status) ?? 0) + 1);
      if (status.startsWith('4')) return; // it will not get better; the report shows it
      if (send.ids.length === before) await pause(PAUSE_BETWEEN_TRIES_MS);
    }
  }

  private async post(token: string, { key, text, chatId, delivery, ids }: Send): Promise<string> {
    try {
      const response = await fetch(`${this.root}/api/v1/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'idempotency-key': key },
        body: JSON.stringify({ type: 'text', text, chatId, delivery }),
        signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
      });
      const body = await response.text();
      if (response.status === 202) ids.push((JSON.parse(body) as { id: string }).id);
      return String(response.status);
    } catch {
      return 'none';
    }
  }
}

function place({ chatId, telegramId }: Destination): Pick<Send, 'chatId' | 'telegramId'> {
  return { chatId, telegramId };
}
