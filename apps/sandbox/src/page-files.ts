import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join } from 'node:path';

import { ApiError } from './api-error';

const TYPES: Record<string, string> = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css' };

/** Packages of the page, by the name under which its modules import them. */
const PACKAGES: Record<string, string> = {
  preact: 'preact.mjs',
  'preact/hooks': 'hooks.mjs',
  'preact/jsx-runtime': 'jsx-runtime.mjs',
};

const IMPORT_MAP = JSON.stringify({
  imports: Object.fromEntries(Object.entries(PACKAGES).map(([name, file]) => [name, `/page/packages/${file}`])),
});

const DOCUMENT = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Chappe sandbox</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page/page.css">
<script type="importmap">${IMPORT_MAP}</script>
<script type="module" src="/page/main"></script>
</head>
<body>
<div id="page"></div>
<noscript><p>The page needs JavaScript to play the people.</p></noscript>
</body>
</html>
`;

/** Nothing runs on the page but its own files: names and texts are hostile. */
const POLICY = [
  "default-src 'none'",
  `script-src 'self' 'sha256-${createHash('sha256').update(IMPORT_MAP).digest('base64')}'`,
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Where the build puts the page: beside the compiled sandbox, or seen from its sources. */
const FOLDERS = [join(__dirname, '..', 'page'), join(__dirname, '..', '..', '..', 'dist', 'apps', 'sandbox', 'page')];

/** The page: a document, the modules and styles of a folder, and the packages that the modules import. */
export class PageFiles {
  private readonly folder: string | undefined;

  /** @param folder of the built page; where the build puts it unless told otherwise */
  constructor(folder?: string) {
    this.folder = (folder === undefined ? FOLDERS : [folder]).find((one) => existsSync(join(one, 'main.js')));
  }

  /** Whether the address was one of the page's, which is answered then. @throws ApiError 404, or 503 when the page is not built */
  async serve(response: ServerResponse, pathname: string): Promise<boolean> {
    const isDocument = pathname === '/';
    const [, file] = /^\/page\/((?:[\w-]+\/)*[\w-]+(?:\.\w+)?)$/.exec(pathname) ?? [];
    if (!isDocument && file === undefined) return false;
    if (this.folder === undefined) {
      throw new ApiError(503, 'The page is not built. Run npm run build, then start the sandbox again.');
    }
    if (file === undefined) send(response, 'text/html; charset=utf-8', DOCUMENT);
    else await serveFile(response, this.folder, file);
    return true;
  }
}

/** Modules name each other without an ending, as their sources do. */
async function serveFile(response: ServerResponse, folder: string, name: string): Promise<void> {
  const file = extname(name) === '' ? `${name}.js` : name;
  const type = TYPES[extname(file)];
  const path = file.startsWith('packages/') ? packageFile(file.slice('packages/'.length)) : join(folder, file);
  const content = type !== undefined && path !== undefined ? await readFile(path).catch(() => null) : null;
  if (content === null || type === undefined) throw new ApiError(404, `The page has no file ${name}.`);
  send(response, type, content);
}

function packageFile(file: string): string | undefined {
  const found = Object.entries(PACKAGES).find(([, name]) => name === file);
  return found && require.resolve(found[0]);
}

function send(response: ServerResponse, type: string, content: string | Buffer): void {
  response.writeHead(200, {
    'Content-Type': type,
    'Content-Security-Policy': POLICY,
    'Cache-Control': 'no-cache',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(content);
}
