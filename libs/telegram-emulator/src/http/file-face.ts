import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Files } from '../files/files';
import type { World } from '../world/world';
import { errorAnswer, writeAnswer } from './exchange';

const PATH = /^\/file\/bot([^/]*)\/(.+)$/;

/** The downloads of the Bot API: https://core.telegram.org/bots/api#getfile */
export class FileFace {
  constructor(
    private readonly world: World,
    private readonly files: Files,
  ) {}

  /** Answers a request below `/file/bot`. A bot finds only what it asked for by getFile. */
  handle(request: IncomingMessage, response: ServerResponse): void {
    const [, token = '', path = ''] = PATH.exec(decoded(request.url ?? '')) ?? [];
    const bot = this.world.botByToken(token);
    if (!bot) {
      writeAnswer(response, errorAnswer(401, 'Unauthorized'));
      return;
    }
    const file = this.files.findByPath(bot, path);
    const bytes = file && this.files.bytesOf(file);
    if (!bytes) {
      writeAnswer(response, errorAnswer(404, 'Not Found'));
      return;
    }
    response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': bytes.length });
    response.end(request.method === 'HEAD' ? undefined : bytes);
  }
}

function decoded(url: string): string {
  const path = url.split('?')[0] ?? '';
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
