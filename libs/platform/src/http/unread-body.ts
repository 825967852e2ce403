import type { IncomingMessage } from 'node:http';

const MOST_MS = 5_000;

/**
 * Reads what a client still sends before it is told that it need not: many hear no answer before they have sent all, and none when
 * the connection breaks under them. Resolves at the end of the body, or a little later whatever comes. Never rejects.
 */
export async function hearOut(request: IncomingMessage, milliseconds = MOST_MS): Promise<void> {
  if (isHeard(request)) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const heard = (): void => {
      clearTimeout(timer);
      resolve();
    };
    request.once('end', heard).once('close', heard).once('error', heard).resume();
  });
}

/** Whether nothing more will come. */
export function isHeard(request: IncomingMessage): boolean {
  return request.complete || request.destroyed;
}
