import type { Part } from '@app/chat-membership';
import { join, type FmtString } from '@app/telegram';
import type { Say } from '@app/texts';
import type { Button } from './answer';

/** Lines of a page: with names of at most 64 characters it stays far below the 4,096 of a message. */
export const LINES = 20;

/** How many pages it takes; an empty list is one page. */
export function pagesFor(total: number, size: number): number {
  return Math.max(1, Math.ceil(total / size));
}

/** The page that is shown when this one is asked for. */
export function pageWithin(page: number, pages: number): number {
  return Math.min(Math.max(1, page), pages);
}

/** `<<`, `p/N`, `>>`: at an end the button leads to where one is. */
export function pager(say: Say, { page, pages }: { page: number; pages: number }, data: (page: number) => string): Button[] {
  return [
    { text: say('button.previous').text, callback_data: data(pageWithin(page - 1, pages)) },
    { text: `${String(page)}/${String(pages)}`, callback_data: data(page) },
    { text: say('button.next').text, callback_data: data(pageWithin(page + 1, pages)) },
  ];
}

/** A list that is shown page by page. */
export interface Listed {
  readonly lines: readonly FmtString[];
  readonly page: number;
  readonly pages: number;
}

/** The lines of a page, numbered through the whole list. */
export function listed<Row>({ rows, total }: Part<Row>, wanted: number, line: (row: Row, number: number) => FmtString): Listed {
  const pages = pagesFor(total, LINES);
  const page = pageWithin(wanted, pages);
  return { lines: rows.map((row, index) => line(row, (page - 1) * LINES + index + 1)), page, pages };
}

/** The buttons of a list: to its other pages, if there are, and to how it is by now. */
export function buttonsOf(say: Say, list: Listed, data: (page: number) => string): Button[][] {
  const refresh = [{ text: say('button.refresh').text, callback_data: data(list.page) }];
  return list.pages > 1 ? [pager(say, list, data), refresh] : [refresh];
}

/** Paragraphs, one under the other. */
export function lines(...parts: readonly (FmtString | string)[]): FmtString {
  return join(parts, '\n');
}
