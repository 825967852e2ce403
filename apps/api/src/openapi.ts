import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { run } from '@app/platform';
import { apiDocument } from './api-document';
import { ApiModule } from './api.module';
import { setPrefix } from './configure-api';

/** `npm run openapi`: writes the description of the API. It needs no database: nothing is made, only looked at. */
run(async () => {
  const [, , file = 'openapi.json'] = process.argv;
  const app = await NestFactory.create(ApiModule, new FastifyAdapter(), { preview: true, logger: false, abortOnError: false });
  setPrefix(app);
  writeFileSync(file, `${JSON.stringify(apiDocument(app), null, 2)}\n`);
});
