import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';

import { MARKUP } from './markup';
import { PAGE_SCRIPT } from './script-page';
import { PHONE_SCRIPT } from './script-phone';
import { TEXT_SCRIPT } from './script-text';
import { STYLE } from './style';

const SCRIPT = `'use strict';\n${TEXT_SCRIPT}${PHONE_SCRIPT}${PAGE_SCRIPT}`;

const DOCUMENT = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Chappe sandbox</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>${MARKUP}<script type="module">${SCRIPT}</script>
</body>
</html>
`;

/** Nothing runs on the page but what stands in this folder: names and texts are hostile. */
const POLICY = [
  "default-src 'none'",
  `script-src '${hashOf(SCRIPT)}'`,
  `style-src '${hashOf(STYLE)}'`,
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function servePage(response: ServerResponse): void {
  response.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': POLICY,
    'Cache-Control': 'no-cache',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(DOCUMENT);
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
