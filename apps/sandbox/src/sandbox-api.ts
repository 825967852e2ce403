import type { IncomingMessage, ServerResponse } from 'node:http';
import { isIP } from 'node:net';

import { ApiError } from './api-error';
import type { Box } from './box';
import { writeJson } from './http-json';
import type { PageFiles } from './page-files';
import { botRoutes } from './routes/bot-routes';
import { callRoutes } from './routes/call-routes';
import { contentsRoutes } from './routes/contents-routes';
import { fileRoutes } from './routes/file-routes';
import { chatRoutes } from './routes/chat-routes';
import { faultRoutes } from './routes/fault-routes';
import { messageRoutes } from './routes/message-routes';
import { shortRoutes } from './routes/short-routes';
import { peopleRoutes, worldRoutes } from './routes/world-routes';
import { Router } from './router';
import { serveFile } from './serve-file';
import { startLinkTarget } from './start-link';

/** Everything but the Bot API: the page, and the JSON API by which it, or a person with curl, plays the people of the sandbox. */
export class SandboxApi {
  private readonly router: Router;

  constructor(
    private readonly box: Box,
    private readonly page: PageFiles,
  ) {
    const groups = [
      worldRoutes,
      peopleRoutes,
      shortRoutes,
      messageRoutes,
      fileRoutes,
      contentsRoutes,
      chatRoutes,
      botRoutes,
      faultRoutes,
      callRoutes,
    ];
    this.router = new Router(groups.flatMap((routes) => routes(box)));
  }

  /** Answers every request that is not for the Bot API. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      refuseForeignHost(request);
      await this.answer(request, response, addressOf(request));
    } catch (error) {
      if (response.headersSent) response.destroy();
      else {
        writeJson(response, error instanceof ApiError ? error.status : 500, {
          error: error instanceof Error ? error.message : 'unknown',
        });
      }
    }
  }

  private async answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    if (request.method === 'GET' && (await this.served(response, url))) return;
    const { status, body } = await this.router.answer(request, url);
    writeJson(response, status, body);
  }
  /** What is not answered with JSON: true when the address was one of these. */
  private async served(response: ServerResponse, url: URL): Promise<boolean> {
    const [, file] = /^\/api\/files\/([\w-]+)$/.exec(url.pathname) ?? [];
    if (url.pathname === '/api/events') this.box.events.open(response);
    else if (file !== undefined) serveFile(response, this.box.telegram, file);
    else if (!(await this.page.serve(response, url.pathname))) {
      const target = startLinkTarget(this.box.telegram, url);
      if (target === null) return false;
      response.writeHead(302, { Location: target, 'Cache-Control': 'no-store' }).end();
    }
    return true;
  }
}

/** A page of another site may reach this machine under a name of its own; an address or localhost cannot be such a name. */
function refuseForeignHost({ headers }: IncomingMessage): void {
  const host = (headers.host ?? '').replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  if (host !== 'localhost' && isIP(host) === 0) throw new ApiError(403, 'Open the sandbox as localhost or by its IP address.');
}

function addressOf({ url }: IncomingMessage): URL {
  if (!URL.canParse(url ?? '/', 'http://sandbox')) throw new ApiError(400, 'The address is not encoded well.');
  return new URL(url ?? '/', 'http://sandbox');
}
