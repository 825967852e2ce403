import type { Json } from '../testing/bot-client';

interface Sourced {
  name: string;
  /** Where the answer was seen or read. */
  source: string;
}

/** One request and what the official server answers to it. */
export interface Step {
  method: string;
  params?: Json;
  /** What else than `/bot<token>/<method>` is asked for. */
  path?: string;
  token?: unknown;
  /** Samples that come along, by the names of their parts. */
  files?: Record<string, string>;
  status: number;
  description?: string;
  parameters?: Json;
  result?: unknown;
  headers?: Record<string, string>;
}

/** What a request is answered by the official server. Without a chat of its own it goes to a person who wrote to the bot, saying `hi`. */
export interface CallRow extends Sourced, Step {
  /** One of the places of the scene. */
  chat?: string;
  /** The row plays with a bot of its own, because it ends it or sets its webhook. */
  ownBot?: true;
  /** What was asked just before. */
  before?: Pick<Step, 'method' | 'params'>[];
  /** What the servers behind the Bot API say, one try after the other. */
  backend?: string[];
  /** How late the answer comes. */
  afterSeconds?: number;
  /** What is asked afterwards. */
  then?: Step;
}

/** When the official server tries to deliver updates, and what it then says of the webhook. */
export interface WebhookRow extends Sourced {
  /** What the webhook answers, one attempt after the other; afterwards 200. */
  answers: ({ status: number; retryAfter?: number } | 'close' | 'nobody listens')[];
  attemptsAtSeconds: number[];
  /** It has taken an update well just before. */
  worked?: true;
  /** What happens besides while the first update is under way. */
  meanwhile?: 'the same person writes' | 'the same person presses a button';
  /** The kinds and numbers of the updates in the order in which they arrived, the first being 0. */
  arrivals?: (readonly [kind: string, number: number])[];
  info?: Json;
}

/** What a bot hears of something that happens. */
export interface UpdateRow extends Sourced {
  /** One of the happenings of the scene. */
  when: string;
  hears: Json[];
}
