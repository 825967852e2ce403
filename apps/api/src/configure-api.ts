import type { INestApplication } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { apiDocument } from './api-document';

/** What does not stand under the version of the API. */
const UNVERSIONED = [
  'telegram/webhook/{*rest}',
  'health/{*rest}',
  'metrics',
  'dev/mail',
  'dev/mail/templates',
  'verify-email',
  'reset-password',
];

/** Puts the routes where the contract has them, with their documentation beside them. */
export function configureApi(app: NestFastifyApplication): void {
  setPrefix(app);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get('/', (_request, reply) => reply.redirect('/docs')); // until there is a page
  SwaggerModule.setup('docs', app, () => apiDocument(app), { jsonDocumentUrl: 'openapi.json', customSiteTitle: 'Chappe API' });
}

/** The version of the API, in front of every route of it. */
export function setPrefix(app: INestApplication): void {
  app.setGlobalPrefix('api/v1', { exclude: UNVERSIONED });
}
