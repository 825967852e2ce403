import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import type { WorldSnapshot } from './records';

const DELAY_MS = 100;
const READABLE = new Set<unknown>([1, 2, 3] satisfies WorldSnapshot['version'][]);

/** The world on disk: written at most every 100 ms and always as a whole, so that a killed process leaves a readable file behind. */
export class SnapshotFile {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly path: string,
    private readonly current: () => WorldSnapshot,
  ) {
    mkdirSync(dirname(path), { recursive: true });
  }

  /** What the file holds, null when there is none. @throws Error when it is there and cannot be read: nothing is lost silently. */
  static read(path: string): WorldSnapshot | null {
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
    try {
      const snapshot = JSON.parse(text) as WorldSnapshot;
      if (READABLE.has(snapshot.version)) return snapshot;
    } catch {
      // The same words as for a version that is not known here.
    }
    throw new Error(`The world in ${path} cannot be read. Delete the file to begin with a new one.`);
  }

  /** Something changed: write soon. */
  touch(): void {
    this.timer ??= setTimeout(() => {
      this.flush();
    }, DELAY_MS);
  }

  /** Writes now. The file appears under its name only when it is complete. */
  flush(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const temporary = `${this.path}.new`;
    writeFileSync(temporary, JSON.stringify(this.current()), { mode: 0o600 });
    renameSync(temporary, this.path);
  }
}
