import type { IncomingMessage, ServerResponse } from 'node:http';
import { isIP } from 'node:net';

import type { EmulatedBot, Person, TelegramEmulator } from '@app/telegram-emulator';

import { ApiError } from './api-error';
import { readJson, writeJson } from './http-json';
import { newPersonOf, textOf, wholeNumberOf } from './input';
import type { PageEvents } from './page-events';
import { servePage } from './page/serve-page';

const ANSWER_PATIENCE_MS = 150_000;

interface Reply {
  status: number;
  body: unknown;
}

/** The JSON API by which the page, or a person with curl, plays the people of the sandbox. */
export class SandboxApi {
  private readonly routes: readonly (readonly [
    method: string,
    path: RegExp,
    run: (key: string, request: IncomingMessage) => Promise<Reply>,
  ])[] = [
    ['GET', /^\/api\/world$/, () => this.world()],
    ['POST', /^\/api\/people$/, (_key, request) => this.addPerson(request)],
    ['GET', /^\/api\/people\/([^/]+)\/messages$/, (key) => this.messages(key)],
    ['POST', /^\/api\/people\/([^/]+)\/messages$/, (key, request) => this.send(key, request)],
    ['POST', /^\/api\/people\/([^/]+)\/press$/, (key, request) => this.press(key, request)],
    ['POST', /^\/api\/people\/([^/]+)\/block$/, (key, request) => this.block(key, request)],
  ];

  constructor(
    private readonly telegram: TelegramEmulator,
    private readonly bot: EmulatedBot,
    private readonly events: PageEvents,
  ) {}

  /** Answers every request that is not for the Bot API. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://sandbox');
    try {
      refuseForeignHost(request);
      if (request.method === 'GET' && pathname === '/') servePage(response);
      else if (request.method === 'GET' && pathname === '/api/events') this.events.open(response);
      else await this.route(pathname, request, response);
    } catch (error) {
      if (response.headersSent) response.destroy();
      else {
        writeJson(response, error instanceof ApiError ? error.status : 500, {
          error: error instanceof Error ? error.message : 'unknown',
        });
      }
    }
  }

  private async route(pathname: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const here = this.routes.filter(([, path]) => path.test(pathname));
    const [, path, run] = here.find(([method]) => method === request.method) ?? [];
    if (!path || !run) throw new ApiError(here.length > 0 ? 405 : 404, `There is no ${request.method ?? ''} ${pathname} here.`);
    const key = decodeKey(path.exec(pathname)?.[1] ?? '');
    const { status, body } = await run(key, request);
    writeJson(response, status, body);
  }

  private async world(): Promise<Reply> {
    const { id, username, name } = this.bot;
    const people = this.telegram.people().map((person) => this.describe(person));
    return Promise.resolve({ status: 200, body: { bot: { id, username, name }, people } });
  }

  private async addPerson(request: IncomingMessage): Promise<Reply> {
    const { key, ...profile } = newPersonOf(await readJson(request));
    const people = this.telegram.people();
    if (people.some((person) => person.key === key)) throw new ApiError(409, `There is somebody with the key ${key} already.`);
    const username = profile.username?.toLowerCase();
    if (username !== undefined && people.some((person) => person.profile.username?.toLowerCase() === username)) {
      throw new ApiError(409, `The username ${username} is taken.`);
    }
    return { status: 201, body: this.describe(this.telegram.person(key, profile)) };
  }

  private async messages(key: string): Promise<Reply> {
    const person = this.find(key);
    const body = { blocked: person.hasBlocked(this.bot), messages: person.messages(this.bot) };
    return Promise.resolve({ status: 200, body });
  }

  private async send(key: string, request: IncomingMessage): Promise<Reply> {
    const person = this.find(key);
    const text = textOf(await readJson(request), 'text');
    return { status: 201, body: await person.send(this.bot, text).catch(asConflict) };
  }

  /** Answers at once with the id of the query; what the bot shows for it comes as an event. */
  private async press(key: string, request: IncomingMessage): Promise<Reply> {
    const person = this.find(key);
    const body = await readJson(request);
    const message = { messageId: wholeNumberOf(body, 'messageId') };
    const queryId = await person.press(this.bot, textOf(body, 'button'), message).catch(asConflict);
    person.expectAnswer(this.bot, queryId, { timeoutMs: ANSWER_PATIENCE_MS }).then(
      ({ text, showAlert }) => {
        this.events.tell({ type: 'answer', key: person.key, text, showAlert });
      },
      () => undefined, // A bot need not answer; Telegram's apps stop their spinner then, and so does the page.
    );
    return { status: 202, body: { queryId } };
  }

  private async block(key: string, request: IncomingMessage): Promise<Reply> {
    const person = this.find(key);
    const { blocked } = await readJson(request);
    if (typeof blocked !== 'boolean') throw new ApiError(400, 'Say {"blocked": true} or {"blocked": false}.');
    if (blocked) person.block(this.bot);
    else person.unblock(this.bot);
    return { status: 200, body: { blocked } };
  }

  private describe(person: Person): Record<string, unknown> {
    const { key, id, firstName, lastName, username, languageCode } = person.profile;
    const name = lastName === undefined ? firstName : `${firstName} ${lastName}`;
    return { key, id, name, username, languageCode, blocked: person.hasBlocked(this.bot) };
  }

  private find(key: string): Person {
    const person = this.telegram.people().find((one) => one.key === key);
    if (!person) throw new ApiError(404, `There is nobody with the key ${key}. GET /api/world lists everybody.`);
    return person;
  }
}

/** A page of another site may reach this machine under a name of its own; an address or localhost cannot be such a name. */
function refuseForeignHost({ headers }: IncomingMessage): void {
  const host = (headers.host ?? '').replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  if (host !== 'localhost' && isIP(host) === 0) throw new ApiError(403, 'Open the sandbox as localhost or by its IP address.');
}

function asConflict(error: unknown): never {
  throw new ApiError(409, error instanceof Error ? error.message : 'unknown');
}

function decodeKey(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    throw new ApiError(400, 'The key in the address is not encoded well.');
  }
}
