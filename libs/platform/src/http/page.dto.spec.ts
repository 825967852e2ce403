import * as fc from 'fast-check';
import { PageQuery, pageOf } from './page.dto';

const queryFor = (cursor: string | null): PageQuery => Object.assign(new PageQuery(), { cursor: cursor ?? undefined });
const view = ({ id }: { id: string }) => id;

it('leads from page to page over all rows, once each', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.uuid(), { maxLength: 20 }), fc.integer({ min: 1, max: 7 }), (ids, limit) => {
      const rows = ids.toSorted().map((id) => ({ id }));
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const { after } = queryFor(cursor);
        const rest = rows.filter(({ id }) => after === undefined || id > after);
        const page = pageOf(rest.slice(0, limit + 1), limit, view);
        seen.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(seen).toEqual(ids.toSorted());
    }),
  );
});

it('ends with null, also when the last page is full', () => {
  const rows = ['018f0000-0000-7000-8000-000000000001', '018f0000-0000-7000-8000-000000000002'].map((id) => ({ id }));
  expect(pageOf(rows, 2, view).nextCursor).toBeNull();
  expect(pageOf([], 2, view)).toEqual({ items: [], nextCursor: null });
  expect(pageOf(rows, 1, view).nextCursor).toMatch(/^[\w-]{22}$/);
});
