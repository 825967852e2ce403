import { Upload } from './upload';

/**
 * The parameters of a call, read as leniently as Telegram reads them: whatever was sent, a text is a text, and a structure may come as
 * JSON or as a string of JSON.
 */
export class Params {
  constructor(private readonly values: Readonly<Record<string, unknown>>) {}

  has(name: string): boolean {
    return this.text(name) !== '';
  }

  /** It was sent, be it empty. */
  given(name: string): boolean {
    return this.values[name] !== undefined && this.values[name] !== null;
  }

  /** The text of the parameter; empty when it is missing or a file. A number or a structure counts as its JSON. */
  text(name: string): string {
    const value = this.values[name];
    if (value === undefined || value === null || value instanceof Upload) return '';
    return typeof value === 'string' ? value : JSON.stringify(value);
  }

  /** The whole number in the parameter, null when there is none. */
  integer(name: string): number | null {
    const text = this.text(name).trim();
    return /^-?\d{1,16}$/.test(text) ? Number(text) : null;
  }

  /** The file that came under this name, without its bytes. */
  upload(name: string): Upload | null {
    const value = this.values[name];
    return value instanceof Upload ? value : null;
  }

  flag(name: string): boolean {
    return ['true', 'yes', '1'].includes(this.text(name).trim().toLowerCase());
  }

  /** The structure in the parameter; undefined when it is missing. @throws SyntaxError when a string holds broken JSON. */
  structure(name: string): unknown {
    const value = this.values[name];
    if (value === null || value === '' || value instanceof Upload) return undefined;
    return typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
  }
}
