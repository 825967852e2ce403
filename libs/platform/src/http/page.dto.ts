import type { Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, Matches, Max, Min } from 'class-validator';
import { Omittable } from './omittable.decorator';

/** Which part of a list is wanted. */
export class PageQuery {
  /** How many items at most, 1 to 100. */
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 100, default: 20, required: false })
  @Omittable()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value))
  @Min(1)
  @Max(100)
  @IsInt()
  limit = 20;

  /** The `nextCursor` of the page before; leave it out for the first page. */
  @Omittable()
  @Matches(/^[\w-]{22}$/, { message: 'cursor must be the nextCursor of a page' })
  cursor?: string;

  /** The id after which the page begins. */
  get after(): string | undefined {
    return this.cursor === undefined ? undefined : idOf(this.cursor);
  }
}

/** One page of a list; `nextCursor` is null on the last one. */
export interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}

/** Makes a page of `limit + 1` found rows: the last one only tells that there is more. */
export function pageOf<Row extends { id: string }, View>(
  rows: readonly Row[],
  limit: number,
  view: (row: Row) => View,
): Page<View> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(view), nextCursor: rows.length > limit && last ? cursorOf(last.id) : null };
}

/** The documented class of a page of these views. */
export function PageOf<View>(view: Type<View>): Type<Page<View>> {
  class PageView implements Page<View> {
    @ApiProperty({ type: [view] })
    items!: View[];

    @ApiProperty({ type: String, nullable: true, description: 'Give it as `cursor` for the next page; null on the last one.' })
    nextCursor!: string | null;
  }
  return PageView;
}

function cursorOf(id: string): string {
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
}

function idOf(cursor: string): string {
  const hex = Buffer.from(cursor, 'base64url').toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
