import type { IncomingMessage, Server, ServerResponse } from 'node:http';

const MOST_MS = 5_000;

/**
 * Reads what a client still sends before it is told that it need not: many hear no answer before they have sent all, and none when
 * the connection breaks under them. Resolves at the end of the body, or a little later whatever comes. Never rejects.
 */
export async function hearOut(request: IncomingMessage, milliseconds = MOST_MS): Promise<void> {
  if (isHeard(request) || waitsToBeAsked(request)) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const heard = (): void => {
      clearTimeout(timer);
      resolve();
    };
    request.once('end', heard).once('close', heard).once('error', heard).resume();
  });
}

const ASKED = Symbol('asked');

/** Has a client that waits for `100 Continue` send its body now: its request may have it. */
export function askForBody(request: IncomingMessage, response: ServerResponse): void {
  if (!waitsToBeAsked(request)) return;
  Object.assign(request, { [ASKED]: true });
  response.writeContinue();
}

/** Hands over requests that wait for `100 Continue` like all others; Node alone would ask for every body, before anything is checked. */
export function askLater(server: Server): void {
  server.on('checkContinue', (request, response) => {
    server.emit('request', request, response);
  });
}

function waitsToBeAsked(request: IncomingMessage & { [ASKED]?: true }): boolean {
  return request.headers.expect?.toLowerCase() === '100-continue' && request[ASKED] !== true;
}

/** Whether nothing more will come. */
export function isHeard(request: IncomingMessage): boolean {
  return request.complete || request.destroyed;
}
