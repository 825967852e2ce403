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
    fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', "'", 'x', ';', ' ', '＝') }),
  );
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1 }), (cells) => {
      const found = read(csvLine(cells));
      expect(found.map((text, i) => (text === `'${cells[i] ?? ''}` ? cells[i] : text))).toEqual(cells);
      expect(found.filter((text) => /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text))).toEqual([]);
    }),
  );
});

it('writes times as ISO 8601, and nothing for nothing', () => {
  expect(csvLine([new Date(0), null, true, 5, -5, 'a,b', 'say "x"'])).toBe(
    `"1970-01-01T00:00:00.000Z",,"true","5","'-5","a,b","say ""x"""\r\n`,
  );
});

it.each(['hello;=1+1', 'a;b', 'a\tb'])('%j stays one cell where semicolons or tabs divide cells', (text) => {
  expect(csvLine([text])).toBe(`"${text}"\r\n`);
});

it.each([' =1+1', '\u00a0=1', '＝1+1', '＠SUM(A1)', '\t=1'])('%j is no formula', (text) => {
  expect(csvLine([text])).toBe(`"'${text}"\r\n`);
});
