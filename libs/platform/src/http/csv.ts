/**
 * What a cell may begin with that a spreadsheet takes for a formula, also behind blanks and in full-width letters
 * (owasp.org/www-community/attacks/CSV_Injection).
 */
const FORMULA = /^[\s\u00a0\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

/** One value of a table. */
export type Cell = string | number | boolean | Date | null;

/**
 * A line of a CSV file (RFC 4180). No cell of it is a formula to a spreadsheet: what begins like one gets an apostrophe. Every cell with
 * anything in it is quoted: spreadsheets in languages that write a comma in numbers divide cells at semicolons.
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(written).join(',')}\r\n`;
}

function written(cell: Cell): string {
  const text = cell === null ? '' : cell instanceof Date ? cell.toISOString() : String(cell);
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return harmless === '' ? '' : `"${harmless.replaceAll('"', '""')}"`;
}
