import type { FaultKind, TelegramEmulator } from '@app/telegram-emulator';

import { ApiError } from './api-error';
import type { FaultWish } from './fault-shelf';
import { oneOf, optionalNumberOf, type Body } from './input';
import { botOf } from './place';

const KINDS = ['flood', 'lose', 'refuse', 'error', 'slow', 'silent', 'reset', 'truncate'] as const;
type Kind = (typeof KINDS)[number];

interface Numbers {
  seconds: number;
  status: number;
}

/** Each fault in words and as the engine knows it. */
const FAULTS: Record<Kind, { words: (numbers: Numbers) => string; kind: (numbers: Numbers) => FaultKind; isTimed?: true }> = {
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

/** What a request for a fault says: `kind`, and as it needs them `seconds`, `status`, `times`, `method`, `bot`. @throws ApiError 400 */
export function faultWishOf(telegram: TelegramEmulator, body: Body): FaultWish {
  const { words, kind, isTimed } = FAULTS[oneOf(body, 'kind', KINDS)];
  const seconds = within(optionalNumberOf(body, 'seconds') ?? 10, 1, 3_600, 'seconds');
  const status = within(optionalNumberOf(body, 'status') ?? 500, 400, 599, 'status');
  const times = optionalNumberOf(body, 'times');
  if (times !== undefined) within(times, 1, 10_000, 'times');
  const { on, where } = targetOf(telegram, body);
  const often = times === undefined ? '' : times === 1 ? ', once' : `, ${times} times`;
  return {
    words: `${words({ seconds, status })}${often}${where}`,
    do: kind({ seconds, status }),
    on,
    ...(times !== undefined && { times }),
    ...(isTimed && { forMs: seconds * 1_000 }),
  };
}

function targetOf(telegram: TelegramEmulator, { method, bot }: Body): { on: NonNullable<FaultWish['on']>; where: string } {
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
