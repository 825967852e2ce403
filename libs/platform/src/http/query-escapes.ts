import type { FastifyInstance } from 'fastify';
import { MalformedRequestError } from '../errors/common-errors';

/** Refuses a query with escapes that are no UTF-8: the parser would take them for other characters, and search for those. */
export function checkQueries(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', ({ raw: { url = '' } }, _reply, done) => {
    const broken = url.includes('%') ? brokenParameter(url) : undefined;
    done(broken === undefined ? undefined : refusalOf(broken));
  });
}

function brokenParameter(url: string): string | undefined {
  const [, ...query] = url.split('?');
  return query
    .join('?')
    .split('&')
    .find((one) => !isReadable(one));
}

function isReadable(escaped: string): boolean {
  try {
    decodeURIComponent(escaped);
    return true;
  } catch {
    return false;
  }
}

function refusalOf(parameter: string): MalformedRequestError {
  const [name = ''] = parameter.split('=');
  const field = name.slice(0, 100);
  return new MalformedRequestError('The query of the address must be UTF-8, with every byte beyond ASCII written as %XX.', [
    { field, message: `${field} must be percent-encoded UTF-8` },
  ]);
}
