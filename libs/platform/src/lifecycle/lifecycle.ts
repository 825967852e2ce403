import { Injectable } from '@nestjs/common';

type Stop = () => Promise<void>;

/** What the process is doing with its life: it takes on work, or it finishes what it has and goes. */
@Injectable()
export class Lifecycle {
  private readonly stops: Stop[] = [];
  private leaving = false;

  /** True as soon as the process has been asked to stop. */
  get draining(): boolean {
    return this.leaving;
  }

  /** Registers how a source of work stops: it takes nothing new, and resolves when what it had is finished. */
  onDrain(stop: Stop): void {
    this.stops.push(stop);
  }

  /** From now on the process is not ready, and its sources of work take nothing new. */
  beginDraining(): Promise<void>[] {
    this.leaving = true;
    return this.stops.map((stop) => stop());
  }
}
