import type { Answer, ApiClient } from './api-client';

/** A file as the API shows it. */
export interface FileView {
  readonly id: string;
  readonly name: string;
  readonly mimeType: string;
  readonly size: number;
  readonly sha256: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly kept: boolean;
  /** Of a refusal. */
  readonly code?: string;
}

/** Parts of a multipart body, as they stand on the wire. */
export const BOUNDARY = 'a-boundary-of-no-other-use';
export const MULTIPART = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };
export const END = `--${BOUNDARY}--\r\n`;

export function part(headers: string, contents: string): string {
  return `--${BOUNDARY}\r\n${headers}\r\n\r\n${contents}\r\n`;
}

/** What one token does with files. */
export class Uploads {
  constructor(
    private readonly api: ApiClient,
    private readonly token: string,
  ) {}

  /** Uploads a file as a browser does. */
  post(contents: string | Buffer, name = 'notes.txt', type = 'text/plain'): Promise<Answer<FileView>> {
    const form = new FormData();
    form.append('file', new Blob([contents], { type }), name);
    return this.api.post('files', form, { token: this.token });
  }

  /** Uploads a file that must be accepted. */
  async send(contents: string | Buffer, name?: string): Promise<FileView> {
    const answer = await this.post(contents, name);
    if (answer.status !== 201) throw new Error(`upload: ${answer.text}`);
    return answer.body;
  }

  /** Sends a body to the letter. */
  raw(body: string | Buffer, headers: Record<string, string> = MULTIPART): Promise<Answer<FileView>> {
    return this.api.post('files', undefined, { token: this.token, raw: body, headers });
  }

  get(id: string): Promise<Answer<FileView>> {
    return this.api.get(`files/${id}`, { token: this.token });
  }

  list(query = ''): Promise<Answer<{ items: FileView[]; nextCursor: string | null }>> {
    return this.api.get(`files${query}`, { token: this.token });
  }

  remove(id: string): Promise<Answer<{ code?: string }>> {
    return this.api.call('DELETE', `files/${id}`, undefined, { token: this.token });
  }
}
