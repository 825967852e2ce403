import type { Method } from '../../calls/method';
import { badRequest } from '../../calls/refusal';
import { flawOf, uniqueIdOf } from '../../files/file-ids';
import { fileInBotApiForm } from '../../files/media-form';

const LARGEST_DOWNLOAD = 20 * 1_024 * 1_024;

/** https://core.telegram.org/bots/api#getfile */
export const getFile: Method = {
  name: 'getFile',
  run: ({ bot, files, params }) => {
    const fileId = params.text('file_id').trim();
    if (fileId === '') throw badRequest('file_id not specified');
    const uniqueId = flawOf(fileId) === null ? uniqueIdOf(bot.id, fileId) : null;
    const file = uniqueId === null ? undefined : files.find(uniqueId);
    if (!file || uniqueId === null) throw badRequest('invalid file_id');
    if (file.size > LARGEST_DOWNLOAD) throw badRequest('file is too big');
    return { ...fileInBotApiForm(bot.id, { ...file, uniqueId }), file_path: files.pathFor(bot, file) };
  },
};
