import * as fc from 'fast-check';
import { csvLine } from './csv';

/** Reads a line as a spreadsheet does. */
function read(line: string): string[] {
  const cells = `,${line.slice(0, -2)}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^",]*))/g);
  return [...cells].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
}

it('writes what is read again, but for what would be a formula', () => {
  const cell = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', "'", 'x', ';') }),
  );
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1 }), (cells) => {
      const found = read(csvLine(cells));
      expect(found).toEqual(cells.map((text) => (/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text)));
      expect(found.filter((text) => /^[=+\-@\t\r\n]/.test(text))).toEqual([]);
    }),
  );
});

it('writes times as ISO 8601, and nothing for nothing', () => {
  expect(csvLine([new Date(0), null, true, 5, -5, 'a,b', 'say "x"'])).toBe(
    `1970-01-01T00:00:00.000Z,,true,5,"'-5","a,b","say ""x"""\r\n`,
  );
});
