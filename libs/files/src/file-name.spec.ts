import * as fc from 'fast-check';
import { fileNameOf, mimeTypeOf } from './file-name';

it.each([
  ['Übersicht 1.pdf', 'Übersicht 1.pdf'],
  ['C:\\fakepath\\photo.jpg', 'photo.jpg'],
  ['../../etc/passwd', 'passwd'],
  ['line\r\nbreak\0.txt', 'linebreak.txt'],
  ['invoice\u202efdp.exe', 'invoicefdp.exe'],
  ['  spaced.txt ', 'spaced.txt'],
  ['half \ud800 a pair', 'half \ufffd a pair'],
  ['И\u0306ога 5\u030a.pdf'.normalize('NFD'), 'Йога 5\u030a.pdf'],
  ['a%2Fb 100%.pdf', 'a%2Fb 100%.pdf'],
  ['.env', '.env'],
  ['', 'file'],
  ['..', 'file'],
  ['folder/', 'file'],
  [undefined, 'file'],
])('%j is called %j', (given, name) => {
  expect(fileNameOf(given)).toBe(name);
});

it('cuts long names, but not their ending, and no character in two', () => {
  expect(fileNameOf(`${'x'.repeat(300)}.tar.gz`)).toBe(`${'x'.repeat(252)}.gz`);
  expect(fileNameOf(`${'😀'.repeat(150)}.jpg`)).toBe(`${'😀'.repeat(125)}.jpg`);
  expect(fileNameOf('x'.repeat(300))).toHaveLength(255);
});

it('whatever a file is called, its name can be stored, shown and sent', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
      const name = fileNameOf(given);
      expect(name.isWellFormed() && name.length > 0 && name.length <= 255).toBe(true);
      expect(name).not.toMatch(/[\p{Cc}/\\]/u);
      expect(fileNameOf(name)).toBe(name);
    }),
  );
});

it.each([
  ['image/png', 'image/png'],
  [' Image/PNG ', 'image/png'],
  [
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  ],
  ['picture', 'application/octet-stream'],
  ['image/', 'application/octet-stream'],
  ['image/png\r\nx: y', 'application/octet-stream'],
  [`image/${'x'.repeat(200)}`, 'application/octet-stream'],
])('%j is of the type %j', (given, type) => {
  expect(mimeTypeOf(given)).toBe(type);
});
