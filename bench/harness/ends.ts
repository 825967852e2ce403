/** What is taken down again, the newest first. */
export class Ends {
  private readonly ends: (() => Promise<unknown>)[] = [];
  private running: Promise<void> | null = null;

  get isOver(): boolean {
    return this.running !== null;
  }

  /** @throws Error when everything is being taken down already: what was just started is ended at once. */
  add(end: () => Promise<unknown>): void {
    if (!this.isOver) {
      this.ends.push(end);
      return;
    }
    void attempt(end);
    throw new Error('The run is over: nothing more is started.');
  }

  /** Takes everything down, once, whoever asks for it. What fails is said, and keeps nothing else from ending. */
  run(): Promise<void> {
    this.running ??= this.takeDown();
    return this.running;
  }

  private async takeDown(): Promise<void> {
    for (let end = this.ends.pop(); end; end = this.ends.pop()) await attempt(end);
  }
}

async function attempt(end: () => Promise<unknown>): Promise<void> {
  try {
    await end();
  } catch (error) {
    process.stderr.write(`Something could not be taken down: ${String(error)}\n`);
  }
}
