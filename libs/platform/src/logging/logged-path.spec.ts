import fastify from 'fastify';
import type { IncomingMessage } from 'node:http';
import { noteRoutes, pathOf } from './logged-path';

const KEY = 'FSV3HyzrTfGv1tUQ7nYcWd-0123456789abcdef';

it('names a request by its route, however its address is written', async () => {
  const server = fastify();
  const paths: string[] = [];
  noteRoutes(server);
  server.addHook('onResponse', (request, _reply, done) => {
    paths.push(pathOf(request.raw));
    done();
  });
  server.post('/telegram/webhook/:botKey', () => 'ok');
  for (const url of [`/telegram/webhook/${KEY}`, `/%74elegram/webhook/${KEY}?a=b`]) await server.inject({ method: 'POST', url });
  expect(paths).toEqual(['/telegram/webhook/:botKey', '/telegram/webhook/:botKey']);
});

it.each([
  [`/telegram/webhook//${KEY}`, '/telegram/webhook//…'],
  ['/chappe/api/v1/messages?text=secret', '/chappe/api/v1/messages'],
  [`/${'x'.repeat(20_000)}`, '/…'],
])('of %s, which no route takes, it tells the short parts', (url, told) => {
  expect(pathOf({ url } as IncomingMessage)).toBe(told);
});
