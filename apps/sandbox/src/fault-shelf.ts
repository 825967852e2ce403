import type { Fault, FaultHandle, TelegramEmulator } from '@app/telegram-emulator';

import type { FaultView } from './wire';

/** A fault as one asks for it. */
export interface FaultWish {
  words: string;
  fault: Fault;
  /** Milliseconds until it goes by itself. */
  forMs?: number;
}

interface Shelved extends Pick<FaultView, 'id' | 'words' | 'untilMs'> {
  readonly handle: FaultHandle;
  readonly times: number | undefined;
  readonly timer: NodeJS.Timeout | undefined;
}

/** The faults that are set, with words for each. Those whose time is over or whose number is used up go by themselves. */
export class FaultShelf {
  private shelved: Shelved[] = [];
  private count = 0;

  constructor(
    private readonly telegram: TelegramEmulator,
    private readonly changed: () => void,
  ) {}

  add({ words, forMs, fault }: FaultWish): FaultView {
    this.count += 1;
    const id = this.count;
    const untilMs = forMs === undefined ? undefined : Date.now() + forMs;
    const handle = this.telegram.fault(untilMs === undefined ? fault : countingDown(fault, untilMs));
    const timer = forMs === undefined ? undefined : setTimeout(() => this.remove(id), forMs);
    const one = { id, words, handle, times: fault.times, timer, ...(untilMs !== undefined && { untilMs }) };
    this.shelved.push(one);
    this.changed();
    return viewOf(one);
  }

  list(): FaultView[] {
    this.shelved = this.shelved.filter(({ handle, times }) => times === undefined || handle.hits < times);
    return this.shelved.map(viewOf);
  }

  /** False when there is no such fault, or not any more. */
  remove(id: number): boolean {
    const found = this.shelved.find((one) => one.id === id);
    if (!found) return false;
    clearTimeout(found.timer);
    found.handle.clear();
    this.shelved = this.shelved.filter((one) => one !== found);
    this.changed();
    return true;
  }

  clear(): void {
    for (const { id } of [...this.shelved]) this.remove(id);
  }
}

/** Telegram says how long is left to wait, not how long it was at first. */
function countingDown(fault: Fault, untilMs: number): Fault {
  if (typeof fault.do === 'string' || !('floodWait' in fault.do)) return fault;
  return {
    ...fault,
    do: {
      get floodWait() {
        return Math.max(1, Math.ceil((untilMs - Date.now()) / 1_000));
      },
    },
  };
}

function viewOf({ id, words, handle, untilMs }: Shelved): FaultView {
  return { id, words, hits: handle.hits, ...(untilMs !== undefined && { untilMs }) };
}
