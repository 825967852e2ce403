import { rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startSandbox, type Sandbox } from '../sandbox';

export interface Answered {
  status: number;
  body: unknown;
}

/** A sandbox with a world of its own, and its JSON API as a program calls it. */
export class BoxClient {
  private constructor(
    readonly sandbox: Sandbox,
    private readonly folder: string,
  ) {}

  static async start(): Promise<BoxClient> {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-api-'));
    const stateFile = join(folder, 'world.json');
    const sandbox = await startSandbox({ port: 0, host: '127.0.0.1', stateFile, botUsername: 'tower_bot', limits: 'off' });
    return new BoxClient(sandbox, folder);
  }

  async end(): Promise<void> {
    await this.sandbox.close();
    rmSync(this.folder, { recursive: true });
  }

  async ask(method: string, path: string, body?: unknown): Promise<Answered> {
    const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
    const response = await fetch(`${this.sandbox.telegram.apiRoot}/api${path}`, { method, ...init });
    return { status: response.status, body: await response.json() };
  }

  /** What was answered. @throws Error when it was refused */
  async done(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await this.ask(method, path, body);
    if (answer.status >= 300) throw new Error(JSON.stringify(answer));
    return answer.body;
  }
}
