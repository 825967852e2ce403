import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

interface Operation {
  readonly summary?: string;
  readonly description?: string;
}

type Document = Readonly<Record<string, unknown>> & { readonly paths: Record<string, Record<string, Operation>> };

const read = (file: string): Document => JSON.parse(readFileSync(file, 'utf8')) as Document;

describe('the OpenAPI document', () => {
  const committed = read(join(ROOT, 'libs', 'sdk', 'openapi.json'));

  it('is committed as the code has it; `npm run openapi` writes it', () => {
    const file = join(tmpdir(), `chappe-openapi-${String(process.pid)}.json`);
    execFileSync(process.execPath, [join(ROOT, 'dist', 'apps', 'api', 'src', 'openapi.js'), file]);
    expect(committed).toEqual(read(file));
  });

  it('describes every operation in words', () => {
    const silent = Object.entries(committed.paths).flatMap(([path, operations]) =>
      Object.entries(operations)
        .filter(([, { summary = '', description = '' }]) => summary + description === '')
        .map(([method]) => `${method} ${path}`),
    );
    expect(silent).toEqual([]);
  });
});
