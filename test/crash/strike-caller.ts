import type { LedgerEntry } from '@app/telegram-emulator';
import { setTimeout as pause } from 'node:timers/promises';
import type { Installation } from './installation';
import type { SupervisedProcess } from './supervised-process';

const CALL_LIMIT_MS = 15_000;

/** Does something to the worker that makes the next call, at this stage of it. False when none is made, or it was in vain. */
export async function strikeCaller(
  installation: Installation,
  stage: 'received' | 'answered',
  strike: (caller: SupervisedProcess) => boolean | Promise<boolean>,
): Promise<boolean> {
  const callerOf = ({ method, params }: LedgerEntry): SupervisedProcess | undefined =>
    method === 'sendMessage' ? installation.callerOf(String(params.text)) : undefined;
  let stop = (): void => undefined;
  const struck = new Promise<boolean>((resolve) => {
    stop = installation.telegram.onCall((entry, at) => {
      const caller = at === stage ? callerOf(entry) : undefined;
      if (!caller) return;
      stop();
      resolve(strike(caller));
    });
  });
  const limit = new AbortController();
  const tooLate = pause(CALL_LIMIT_MS, false, { signal: limit.signal }).catch(() => false);
  const done = await Promise.race([struck, tooLate]);
  stop();
  limit.abort();
  return done;
}
