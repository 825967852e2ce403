import type { IncomingMessage, ServerResponse } from 'node:http';

import type { EngineOptions } from './engine';

export interface EmulatorOptions extends EngineOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  /** 127.0.0.1 by default: nobody else's business. */
  host?: string;
  /** Answers what is not below `/bot` and `/file/bot`. */
  otherRequests?: (request: IncomingMessage, response: ServerResponse) => void;
}
