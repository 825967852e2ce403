import { spawn } from 'node:child_process';
import { textOf } from './launch-error';

/** The operating system user a program runs as; empty: the user of this process. */
export interface SpawnAs {
  readonly uid?: number;
  readonly gid?: number;
}

/** How a program ended: its exit code (null when it could not run or was killed) and everything it printed. */
export interface Ran {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a program to its end. Never throws: a program that cannot run has code null and the reason as its output. */
export function runAs(as: SpawnAs, program: string, args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...as, cwd: '/', env: bareEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer): void => void (output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => {
      resolve({ code: null, output: textOf(error) });
    });
    child.on('close', (code) => {
      resolve({ code, output });
    });
  });
}

/** The environment of PostgreSQL's programs: their messages in English, and none of the secrets of this process. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP } = process.env;
  return { PATH, SystemRoot, TEMP, LC_ALL: 'C', TZ: 'UTC' };
}

/** True for root, whom PostgreSQL refuses. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}
