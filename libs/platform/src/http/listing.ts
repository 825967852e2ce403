import { applyDecorators, StreamableFile, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';
import { Readable } from 'node:stream';
import { csvLine, type Cell } from './csv';
import type { ListingQuery } from './listing.dto';
import { pageOf, type Page } from './page.dto';

const ROWS_AT_ONCE = 500;

/** What of a view fits into a cell. */
type CellOf<View> = { [Key in keyof View]: View[Key] extends Cell ? Key : never }[keyof View] & string;

/** A list that can be given as pages, and as a file. */
export interface Listing<Row, View> {
  /** The name of the file. */
  readonly name: string;
  readonly columns: readonly CellOf<View>[];

  /** Rows after one, one more than asked for. */
  rows(limit: number, after?: string): Promise<Row[]>;
  view(row: Row): View;
}

/** Answers a list in the format that is asked for. */
export async function listing<Row extends { id: string }, View>(
  { limit, after, format }: ListingQuery,
  list: Listing<Row, View>,
): Promise<Page<View> | StreamableFile> {
  if (format !== 'csv') return pageOf(await list.rows(limit, after), limit, (row) => list.view(row));
  // What can go wrong with the question goes wrong here, while there is still an answer to give.
  const first = await list.rows(ROWS_AT_ONCE, after);
  return new StreamableFile(Readable.from(csvOf(list, first)), {
    type: 'text/csv; charset=utf-8',
    disposition: `attachment; filename="${list.name}.csv"`,
  });
}

/** Documents a route that answers pages, and files on demand. */
export function ApiListing(page: Type): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(page),
    ApiOkResponse({
      content: {
        'application/json': { schema: { $ref: getSchemaPath(page) } },
        'text/csv': { schema: { type: 'string' } },
      },
    }),
  );
}

async function* csvOf<Row extends { id: string }, View>(list: Listing<Row, View>, first: Row[]): AsyncGenerator<string> {
  yield csvLine(list.columns);
  for (let rows = first; ; rows = await list.rows(ROWS_AT_ONCE, rows[ROWS_AT_ONCE - 1]?.id)) {
    const views = rows.slice(0, ROWS_AT_ONCE).map((row) => list.view(row));
    yield views.map((view) => csvLine(list.columns.map((column) => view[column] as Cell))).join('');
    if (rows.length <= ROWS_AT_ONCE) return;
  }
}
