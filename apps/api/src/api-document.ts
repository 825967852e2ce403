import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, getSchemaPath, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ProblemView } from '@app/platform';

const ABOUT = `A self-hosted backend for everything an organisation does on Telegram.

Register, pair a chat with the code that the bot shows, and send messages with the bot token that you receive.
A \`202\` means that a message is stored and will come to an end that you can look up. Errors are
\`application/problem+json\` with a stable \`code\`.`;

const PROBLEM = {
  description: 'What went wrong: malformed (400), not signed in (401), not allowed (403), unknown or foreign (404), and so on.',
  content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemView) } } },
};

/** The OpenAPI document of the application. */
export function apiDocument(app: INestApplication): OpenAPIObject {
  const about = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Chappe')
    .setDescription(ABOUT)
    .setVersion('1')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An access token; for messages also a bot token.' })
    .build();
  const document = SwaggerModule.createDocument(app, about, {
    extraModels: [ProblemView],
    operationIdFactory: (controller, method) => `${controller.replace('Controller', '')}_${method}`,
  });
  for (const path of Object.values(document.paths)) {
    for (const operation of [path.get, path.post, path.put, path.patch, path.delete]) {
      if (operation) operation.responses.default = PROBLEM;
    }
  }
  return document;
}
