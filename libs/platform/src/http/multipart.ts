import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { problemOf } from './problem';
import { askForBody } from './unread-body';
import { MultipartExpectedError } from '../errors/common-errors';

/** A body of parts that was not read yet. */
export interface MultipartBody {
  readonly contentType: string;
  /** What it says of its size, in bytes. */
  readonly length: number | null;
  readonly stream: Readable;
}

const MULTIPART = 'multipart/form-data';

/** How long a body may take that is read as a whole. */
const WHOLE_BODY_MS = 30_000;

/** Marks a route whose body is multipart/form-data. The route reads it itself, as a stream, and sees to its size and its pace. */
export const TakesMultipart = (): MethodDecorator => applyDecorators(RouteConfig({ takesMultipart: true }));

/** The body of a route that takes multipart bodies. @throws MultipartExpectedError for any other body, and for none */
export const Multipart = createParamDecorator((_: unknown, context: ExecutionContext): MultipartBody => {
  const http = context.switchToHttp();
  const { headers, body, raw } = http.getRequest<FastifyRequest>();
  if (!isStream(body)) throw new MultipartExpectedError();
  askForBody(raw, http.getResponse<FastifyReply>().raw);
  const length = headers['content-length'];
  return { contentType: headers['content-type'] ?? '', length: length === undefined ? null : Number(length), stream: body };
});

/** Hands multipart bodies unread to the routes that take them; everywhere else they are of an unsupported type. */
export function readMultipartAsStreams(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(MULTIPART, (request, payload, done) => {
    if (takesMultipart(request)) done(null, payload);
    else done(Object.assign(new Error('This route takes no multipart body.'), { statusCode: 415 }));
  });
}

/**
 * Answers 408 and ends the connection when a body that is read as a whole takes too long: what is read as a stream may take its time.
 */
export function limitTimeOfBodies(fastify: FastifyInstance, milliseconds = WHOLE_BODY_MS): void {
  fastify.addHook('preParsing', (request, reply, _payload, done) => {
    if (!takesMultipart(request) && !request.raw.complete) {
      askForBody(request.raw, reply.raw);
      after(milliseconds, request.raw, () => {
        const problem = problemOf(408, request.id);
        void reply.status(408).header('connection', 'close').type('application/problem+json').send(JSON.stringify(problem));
        reply.raw.once('finish', () => request.raw.destroy());
      });
    }
    done();
  });
}

/** Acts unless the request has arrived by then. */
function after(milliseconds: number, request: IncomingMessage, act: () => void): void {
  const timer = setTimeout(act, milliseconds).unref();
  const clear = (): void => {
    clearTimeout(timer);
  };
  request.once('end', clear).once('close', clear);
}

function takesMultipart({ routeOptions, headers }: FastifyRequest): boolean {
  const { takesMultipart: takes } = routeOptions.config as { takesMultipart?: boolean };
  return takes === true && headers['content-type']?.toLowerCase().startsWith(MULTIPART) === true;
}

function isStream(body: unknown): body is Readable {
  return typeof body === 'object' && body !== null && 'pipe' in body && typeof body.pipe === 'function';
}
