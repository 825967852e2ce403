/** What a cell may begin with that a spreadsheet takes for a formula (owasp.org/www-community/attacks/CSV_Injection). */
const FORMULA = /^[=+\-@\t\r\n]/;

/** One value of a table. */
export type Cell = string | number | boolean | Date | null;

/** A line of a CSV file (RFC 4180). No cell of it is a formula to a spreadsheet: what begins like one gets an apostrophe. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(written).join(',')}\r\n`;
}

function written(cell: Cell): string {
  const text = cell === null ? '' : cell instanceof Date ? cell.toISOString() : String(cell);
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n\t']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
