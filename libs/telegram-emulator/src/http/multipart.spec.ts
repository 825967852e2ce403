import { Upload } from '../calls/upload';
import { readMultipart } from './multipart';

const read = (...lines: string[]): ReturnType<typeof readMultipart> =>
  readMultipart('multipart/form-data; boundary=tower', Buffer.from(lines.join('\r\n')));

it('reads fields and files, whatever bytes they hold', async () => {
  const { params, uploads } = await read(
    '--tower',
    'Content-Disposition: form-data; name="text"',
    '',
    'Привет\r\n--not-the-boundary',
    '--tower',
    'Content-Disposition: form-data; name="photo"; filename="a \\"b\\".png"',
    'Content-Type: image/png',
    '',
    'bytes',
    '--tower--',
    '',
  );
  expect(params).toEqual({ text: 'Привет\r\n--not-the-boundary', photo: new Upload('a "b".png', 'image/png', 5) });
  expect(uploads.get('photo')?.toString()).toBe('bytes');
});

it.each([
  ['without spaces and quotation marks', 'content-disposition:form-data;name="a";filename=b.txt', 'b.txt'],
  ['with an encoded name', "Content-Disposition: form-data; name=a; filename*=UTF-8''%D0%B1.txt", 'б.txt'],
  ['with an empty name', 'Content-Disposition: form-data; name="a"; filename=""', ''],
])('reads a file %s', async (_, header, name) => {
  const { params } = await read('--tower', header, '', 'x', '--tower--');
  expect(params).toMatchObject({ a: { name, size: 1 } });
});

it('reads a field of nothing', async () => {
  const { params } = await read('--tower', 'Content-Disposition: form-data; name="a"', '', '', '--tower--');
  expect(params).toEqual({ a: '' });
});

it.each([
  ['no boundary', ['hello']],
  ['no end', ['--tower', 'Content-Disposition: form-data; name="a"', '', 'x']],
])('refuses a body with %s', async (_, lines) => {
  await expect(read(...lines)).rejects.toThrow("can't parse multipart body");
});

it('refuses a body whose boundary is not told', async () => {
  await expect(readMultipart('multipart/form-data', Buffer.alloc(0))).rejects.toThrow("can't find boundary");
});
