import { open } from 'node:fs/promises';

/** Thrown when the embedded database or the sandbox cannot start. The message says what failed, what was seen, and what to do. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError';

  constructor(what: string, advice: string, output = '') {
    super([what, ...indented(output), advice].join('\n'));
  }
}

/** The code of a system error, e.g. `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** What an unknown thrown value says. */
export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The end of a text file, '' when there is none. */
export async function tailOf(file: string, bytes = 2_000): Promise<string> {
  const handle = await open(file).catch(() => null);
  if (!handle) return '';
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(bytes), position: Math.max(0, size - bytes) });
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

function indented(output: string): string[] {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(-12).map((line) => `  | ${line}`);
}
