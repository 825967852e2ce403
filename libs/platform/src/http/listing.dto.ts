import { IsIn } from 'class-validator';
import { Omittable } from './omittable.decorator';
import { PageQuery } from './page.dto';

const FORMATS = ['json', 'csv'] as const;

/** Which part of a list is wanted, or all of it as a file. */
export class ListingQuery extends PageQuery {
  /** `csv` gives all of the list, from the cursor on, as a file. What a spreadsheet would take for a formula begins with an apostrophe. */
  @Omittable()
  @IsIn(FORMATS)
  format?: 'json' | 'csv';
}
