import { setTimeout as pause } from 'node:timers/promises';

/** Where a client writes to, and by what right. */
export interface Destination {
  readonly chatId: string;
  readonly telegramId: string;
  /** An access token, with which the chat has to be named and which is renewed, or a bot token, which is for this chat only. */
  token: string;
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

/** An answer of the API. `none` is the status of a connection that broke. */
export interface PostAnswer {
  readonly status: string;
  readonly text: string;
}

const ANSWER_LIMIT_MS = 15_000;
const PAUSE_BETWEEN_TRIES_MS = 150;
const GIVE_UP_MS = 120_000;

/** What is asked for. */
export type Order = Pick<Send, 'key' | 'text' | 'chatId' | 'delivery'>;

/** Asks once for a message to be sent. */
export async function post(root: string, token: string, { key, text, chatId, delivery }: Order): Promise<PostAnswer> {
  try {
    const response = await fetch(`${root}/api/v1/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'idempotency-key': key },
      body: JSON.stringify({ type: 'text', text, chatId, delivery }),
      signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
    });
    return { status: String(response.status), text: await response.text() };
  } catch {
    return { status: 'none', text: '' };
  }
}

/** Requests for messages to be sent, each repeated with its key until it is accepted. */
export class Submissions {
  readonly sends: Send[] = [];
  /** How often which answer came. */
  readonly answers = new Map<string, number>();

  constructor(private readonly root: string) {}

  add({ chatId, telegramId }: Destination, what: Pick<Send, 'key' | 'text' | 'delivery'>): Send {
    const send: Send = { ...what, chatId, telegramId, ids: [] };
    this.sends.push(send);
    return send;
  }

  /** Repeats what is not answered, or is answered with 5xx. Answers the 202, to the letter. */
  async untilAccepted({ token }: Destination, send: Send): Promise<string> {
    const until = performance.now() + GIVE_UP_MS;
    while (performance.now() < until) {
      const { status, text } = await post(this.root, token, send);
      this.answers.set(status, (this.answers.get(status) ?? 0) + 1);
      if (status === '202') {
        send.ids.push((JSON.parse(text) as { id: string }).id);
        return text;
      }
      if (status.startsWith('4')) return text; // it will not get better; the report shows it
      await pause(PAUSE_BETWEEN_TRIES_MS);
    }
    return '';
  }
}
