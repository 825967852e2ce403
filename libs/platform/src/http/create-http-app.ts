import fastifyCookie from '@fastify/cookie';
import type { RawBodyRequest, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { newId } from '../crypto/ids';
import { Lifecycle } from '../lifecycle/lifecycle';
import { FrameworkLogger } from '../logging/framework-logger';
import { noteRoutes } from '../logging/logged-path';
import { startLogger } from '../logging/scrubbed-logger';
import { recheckLateAnswers } from './admission';
import { noteMethods } from './allowed-methods';
import { noteCallers } from './caller';
import { checkHosts } from './host-header';
import { checkQueries } from './query-escapes';
import { limitBody } from './body-limit.decorator';
import { HttpConfig } from './http.config';
import { limitTimeOfBodies, readMultipartAsStreams } from './multipart';
import { noteOwnMachine } from './own-machine';
import { answerTo } from './problem';
import { QuietConnections } from './quiet-connections';
import { askLater } from './unread-body';
import { answerExpectations, answerUnreadable } from './unreadable-request';

/** What is read as a whole has less time, and what is read as a stream may not be silent for long: see multipart.ts. */
const LONGEST_REQUEST_MS = 3_600_000;
const HEADERS_MS = 30_000;

/** Of routes that say nothing else with `@BodyLimit`. */
const BODY_LIMIT = 256 * 1024;

/** Headers that every answer carries. Pages that need more (scripts of their own) set their own policy. */
const HEADERS: readonly [string, string][] = [
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
  ['x-frame-options', 'DENY'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'],
];

/** A page of an allowed origin may call every method, and read what an answer says beside its body. */
const CORS = {
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  exposedHeaders: [
    ...['x-request-id', 'retry-after', 'ratelimit', 'ratelimit-policy', 'content-disposition'],
    ...['location', 'allow', 'www-authenticate', 'idempotent-replayed'],
  ],
  maxAge: 600,
};

const NO_CONTENT_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** A Nest application on Fastify with the limits and headers of this house. It does not listen yet. */
export async function createHttpApp(module: Type, config = new HttpConfig()): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    genReqId: () => newId(),
    trustProxy: config.trustProxy ?? false,
    requestTimeout: LONGEST_REQUEST_MS,
    http: { headersTimeout: HEADERS_MS },
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false, // what still arrives while we go is answered
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: answerUnreadable,
    // An address that cannot even be read never reaches the filter.
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      const { problem } = answerTo(error, request.id);
      addHeadersTo(reply, request, config);
      void reply.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
    },
  });
  // Before the framework adds hooks of its own, of which one begins the log line of the request.
  examineRequests(adapter.getInstance(), config);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bufferLogs: true,
    logger: startLogger(),
    abortOnError: false,
    bodyParser: false,
  });
  app.useLogger(app.get(FrameworkLogger));
  if (config.corsOrigins.length > 0) app.enableCors({ ...CORS, origin: config.corsOrigins });
  answerExpectations(app.getHttpServer());
  askLater(app.getHttpServer());
  recheckLateAnswers(app.getHttpAdapter().getInstance());
  app.getHttpAdapter().getInstance().addHook('onRoute', limitBody);
  await app.register(fastifyCookie);
  readBodies(app);
  addHeaders(app, config);
  waitForNobodyQuiet(app);
  return app;
}

/** What is found out about every request before anything else happens. */
function examineRequests(fastify: FastifyInstance, config: HttpConfig): void {
  noteRoutes(fastify);
  noteMethods(fastify);
  noteCallers(fastify);
  checkHosts(fastify);
  checkQueries(fastify);
  noteOwnMachine(fastify, config);
}

function waitForNobodyQuiet(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  const quiet = new QuietConnections(fastify.server);
  fastify.addHook('preClose', (done) => {
    quiet.closeSoon();
    done();
  });
}

/** Bodies are JSON, of which the raw bytes are kept beside the parsed body for those who store them; and files, where a route takes them. */
function readBodies(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    (request as RawBodyRequest<FastifyRequest>).rawBody = body;
    void parse(request, body.toString('utf8'), done);
  });
  readMultipartAsStreams(fastify);
  limitTimeOfBodies(fastify);
}

function addHeaders(app: NestFastifyApplication, config: HttpConfig): void {
  const fastify = app.getHttpAdapter().getInstance();
  const lifecycle = app.get(Lifecycle);
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    addHeadersTo(reply, request, config);
    // Who keeps a connection moves to another process now, instead of writing into one that is about to close.
    if (lifecycle.draining) void reply.header('connection', 'close');
    done();
  });
}

function addHeadersTo(reply: FastifyReply, { id, routeOptions }: FastifyRequest, { publicUrl }: HttpConfig): void {
  void reply.header('x-request-id', id);
  for (const [name, value] of HEADERS) void reply.header(name, value);
  // Whoever was here by https once is never to come by plain http (RFC 6797); a year.
  if (publicUrl?.startsWith('https:') === true) void reply.header('strict-transport-security', 'max-age=31536000');
  if (!reply.hasHeader('content-security-policy')) void reply.header('content-security-policy', policyFor(routeOptions.url));
  if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
}

/** Swagger UI brings scripts, styles and pictures of its own; nothing else here is a page. */
function policyFor(route = ''): string {
  if (!route.startsWith('/docs')) return NO_CONTENT_POLICY;
  return "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; object-src 'none'; frame-ancestors 'none'";
}
