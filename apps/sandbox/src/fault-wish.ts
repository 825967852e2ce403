import type { DeliveryFaultKind, FaultKind, TelegramEmulator } from '@app/telegram-emulator';

import { ApiError } from './api-error';
import type { FaultWish } from './fault-shelf';
import { oneOf, optionalNumberOf, type Body } from './input';
import { botOf } from './place';

const CALL_KINDS = ['flood', 'lose', 'refuse', 'error', 'slow', 'silent', 'reset', 'truncate'] as const;
const DELIVERY_KINDS = ['twice', 'overtake'] as const;
type CallKind = (typeof CALL_KINDS)[number];
type DeliveryKind = (typeof DELIVERY_KINDS)[number];

interface Numbers {
  seconds: number;
  status: number;
}

/** What goes wrong with calls, in words and as the engine knows it. */
const OF_CALLS: Record<CallKind, { words: (numbers: Numbers) => string; kind: (numbers: Numbers) => FaultKind; isTimed?: true }> =
  {
    flood: {
      words: ({ seconds }) => `answer 429 for ${seconds} s`,
      kind: ({ seconds }) => ({ floodWait: seconds }),
      isTimed: true,
    },
    lose: { words: () => 'do it, and lose the answer', kind: () => 'dropAfter' },
    refuse: { words: () => 'refuse the connection', kind: () => 'dropBefore' },
    error: { words: ({ status }) => `answer ${status}`, kind: ({ status }) => failure(status) },
    slow: { words: ({ seconds }) => `answer ${seconds} s late`, kind: ({ seconds }) => ({ delayMs: seconds * 1_000 }) },
    silent: { words: () => 'never answer', kind: () => 'silent' },
    reset: { words: () => 'tear down the connection', kind: () => 'reset' },
    truncate: { words: () => 'do it, and answer half', kind: () => 'truncate' },
  };

/** The same for updates on their way to a webhook. */
const OF_DELIVERIES: Record<DeliveryKind, { words: string; kind: DeliveryFaultKind }> = {
  twice: { words: 'deliver updates twice', kind: 'duplicateUpdate' },
  overtake: { words: 'let updates overtake each other', kind: 'reorderAcrossQueues' },
};

/** What a request for a fault says: `kind`, and as it needs them `seconds`, `status`, `times`, `method`, `bot`. @throws ApiError 400 */
export function faultWishOf(telegram: TelegramEmulator, body: Body): FaultWish {
  const kind = oneOf(body, 'kind', [...CALL_KINDS, ...DELIVERY_KINDS]);
  const times = optionalNumberOf(body, 'times');
  if (times !== undefined) within(times, 1, 10_000, 'times');
  const often = {
    words: times === undefined ? '' : times === 1 ? ', once' : `, ${times} times`,
    ...(times !== undefined && { times }),
  };
  return isOfDelivery(kind) ? deliveryWish(telegram, body, { kind, often }) : callWish(telegram, body, { kind, often });
}

interface Often {
  words: string;
  times?: number;
}

function callWish(telegram: TelegramEmulator, body: Body, { kind: name, often }: { kind: CallKind; often: Often }): FaultWish {
  const { words, kind, isTimed } = OF_CALLS[name];
  const seconds = within(optionalNumberOf(body, 'seconds') ?? 10, 1, 3_600, 'seconds');
  const status = within(optionalNumberOf(body, 'status') ?? 500, 400, 599, 'status');
  const { on, where } = targetOf(telegram, body);
  return {
    words: `${words({ seconds, status })}${often.words}${where}`,
    fault: { do: kind({ seconds, status }), on, times: often.times },
    ...(isTimed && { forMs: seconds * 1_000 }),
  };
}

function deliveryWish(telegram: TelegramEmulator, body: Body, { kind, often }: { kind: DeliveryKind; often: Often }): FaultWish {
  const { words, kind: what } = OF_DELIVERIES[kind];
  const { on, where } = targetOf(telegram, { bot: body.bot });
  return { words: `${words}${often.words}${where}`, fault: { do: what, on: { ...on, update: 'any' }, times: often.times } };
}

function isOfDelivery(kind: CallKind | DeliveryKind): kind is DeliveryKind {
  return kind in OF_DELIVERIES;
}

function targetOf(telegram: TelegramEmulator, { method, bot }: Body): { on: { method?: string; botId?: number }; where: string } {
  const on: { method?: string; botId?: number } = {};
  const where: string[] = [];
  if (typeof method === 'string' && method !== '') {
    if (!/^[a-z]{3,64}$/i.test(method)) throw new ApiError(400, 'method must be a method of the Bot API, such as sendMessage.');
    on.method = method;
    where.push(` · ${method}`);
  }
  if (typeof bot === 'string' && bot !== '') {
    const { id, username } = botOf(telegram, bot);
    on.botId = id;
    where.push(` · @${username}`);
  }
  return { on, where: where.join('') };
}

/** A gateway in front answers with a page; the Bot API itself with JSON. */
function failure(status: number): FaultKind {
  if (status >= 502 && status <= 504) return { http: [status, `<html><body><h1>${status}</h1></body></html>`] };
  return { error: [status, status >= 500 ? 'Internal Server Error' : 'Error of the fault panel'] };
}

function within(value: number, least: number, most: number, name: string): number {
  if (value >= least && value <= most) return value;
  throw new ApiError(400, `${name} must be from ${least} to ${most}.`);
}
