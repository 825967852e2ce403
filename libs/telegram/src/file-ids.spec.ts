import { fileIdIn, fileIdsIn, type FileKind } from './file-ids';

const size = (id: string, width: number, height: number) => ({ file_id: id, width, height });

it.each<FileKind>(['document', 'audio', 'video', 'voice', 'animation', 'sticker'])('finds the id of a sent %s', (kind) => {
  expect(fileIdIn({ message_id: 1, [kind]: { file_id: 'A' } }, kind)).toBe('A');
});

it('takes the largest size of a photo, wherever it stands', () => {
  expect(fileIdIn({ photo: [size('S', 90, 45), size('L', 800, 400), size('M', 320, 160)] }, 'photo')).toBe('L');
  expect(fileIdIn({ photo: [{ file_id: 'only' }] }, 'photo')).toBe('only');
});

it('finds both faces of an animation', () => {
  const message = { document: { file_id: 'D' }, animation: { file_id: 'A' } };
  expect([fileIdIn(message, 'animation'), fileIdIn(message, 'document')]).toEqual(['A', 'D']);
});

it('finds none when Telegram has made something else of the file', () => {
  expect(fileIdIn({ animation: { file_id: 'A' }, document: { file_id: 'A' } }, 'video')).toBeNull();
});

it.each([null, undefined, true, 'text', [], { photo: 'x' }, { photo: [] }, { photo: [null] }, { photo: {} }])(
  'finds none in %j',
  (result) => {
    expect(fileIdIn(result, 'photo')).toBeNull();
  },
);

it('finds the ids of an album in its order', () => {
  const album = [
    { video: { file_id: 'V' } },
    { photo: [size('S', 1, 1), size('L', 2, 2)] },
    { text: 'none' },
    { document: { file_id: 'D' } },
  ];
  expect(fileIdsIn(album)).toEqual(['V', 'L', null, 'D']);
  expect(fileIdsIn({ photo: [size('S', 1, 1)] })).toEqual([]);
});
