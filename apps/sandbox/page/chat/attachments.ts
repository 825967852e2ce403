import { ApiFailure } from '../api';

/** A file that shall be sent. */
export interface Attachment {
  readonly file: File;
  readonly kind: 'photo' | 'video' | 'audio' | 'document';
  /** A picture to be shown before it is sent. */
  readonly preview?: string;
}

const KINDS: Record<string, Attachment['kind']> = {
  'image/jpeg': 'photo',
  'image/png': 'photo',
  'video/mp4': 'video',
  'audio/mpeg': 'audio',
};

/** Pictures, films and music go as such, everything else as a document. */
export function attachmentsOf(files: Iterable<File>): Attachment[] {
  return [...files].map((file) => {
    const kind = KINDS[file.type] ?? 'document';
    return { file, kind, ...(kind === 'photo' && { preview: URL.createObjectURL(file) }) };
  });
}

/** Sends one after the other; the caption stands under the first. @throws ApiFailure */
export async function sendFiles(
  path: string,
  attachments: readonly Attachment[],
  { caption, ...place }: Record<string, unknown>,
): Promise<void> {
  for (const [at, { file, kind, preview }] of attachments.entries()) {
    const fields = { name: file.name, mimeType: file.type, kind, ...(at === 0 && caption !== '' && { caption }), ...place };
    const query = new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)]));
    const headers = { 'Content-Type': 'application/octet-stream' };
    const response = await fetch(`${path}?${query.toString()}`, { method: 'POST', headers, body: file });
    if (!response.ok) throw new ApiFailure(response.status, ((await response.json()) as { error: string }).error);
    if (preview !== undefined) URL.revokeObjectURL(preview);
  }
}

/** 1.2 MB and the like. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1_000) return `${String(bytes)} B`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
