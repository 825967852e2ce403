/** How far a campaign has come, from 0 to 1. The load follows it, so that it lasts exactly as long as things break. */
export class Progress {
  private reached = 0;
  private waiting: { readonly fraction: number; readonly go: () => void }[] = [];

  get fraction(): number {
    return this.reached;
  }

  advance(to: number): void {
    this.reached = Math.max(this.reached, to);
    const due = this.waiting.filter(({ fraction }) => fraction <= this.reached);
    this.waiting = this.waiting.filter(({ fraction }) => fraction > this.reached);
    for (const { go } of due) go();
  }

  /** Resolves when it has come that far. */
  async until(fraction: number): Promise<void> {
    if (fraction <= this.reached) return;
    await new Promise<void>((go) => this.waiting.push({ fraction, go }));
  }
}
