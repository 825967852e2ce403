/** In a payload, where an upload has to stand. */
export interface UploadMark {
  readonly upload: string;
}

/** In a payload, where a file with this text has to stand. */
export interface TextMark {
  readonly text: string;
  readonly fileName: string;
}

export function isUploadMark(value: unknown): value is UploadMark {
  return typeof value === 'object' && value !== null && 'upload' in value;
}

export function isTextMark(value: unknown): value is TextMark {
  return typeof value === 'object' && value !== null && 'text' in value && 'fileName' in value;
}
