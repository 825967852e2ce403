/** Where the emulator takes its time from, so that tests can reach hours of retries without waiting. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs the task once, after the delay; the answer cancels it. */
  after(delayMs: number, task: () => void): () => void;
}

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, task) => {
    const timer = setTimeout(task, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};

interface Appointment {
  readonly at: number;
  readonly task: () => void;
}

/** A clock that stands still until it is told to go on. */
export class ManualClock implements Clock {
  private time: number;
  private appointments: Appointment[] = [];

  constructor(startMs = 1_800_000_000_000) {
    this.time = startMs;
  }

  now(): number {
    return this.time;
  }

  after(delayMs: number, task: () => void): () => void {
    const appointment = { at: this.time + delayMs, task };
    this.appointments.push(appointment);
    return () => {
      this.appointments = this.appointments.filter((one) => one !== appointment);
    };
  }

  /** How long until the next task, in milliseconds; null when nothing waits. */
  untilNext(): number | null {
    if (this.appointments.length === 0) return null;
    return Math.min(...this.appointments.map((one) => one.at)) - this.time;
  }

  /** Moves on; what falls due on the way runs in its order, each at its own time. */
  advance(milliseconds: number): void {
    const end = this.time + milliseconds;
    for (let due = this.nextUntil(end); due; due = this.nextUntil(end)) {
      this.appointments = this.appointments.filter((one) => one !== due);
      this.time = Math.max(this.time, due.at);
      due.task();
    }
    this.time = end;
  }

  private nextUntil(end: number): Appointment | undefined {
    const due = this.appointments.filter((one) => one.at <= end);
    return due.reduce<Appointment | undefined>((first, one) => (first && first.at <= one.at ? first : one), undefined);
  }
}
