import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';
import { toJSONSchema, type core, type ZodType } from 'zod';

/** For optional fields of shapes that a class cannot say: alternatives, lists of lists. What does not fit is named by its place. */
export function Fits(schema: ZodType): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ ...documentationOf(schema), required: false }),
    Transform(({ value }: { value: unknown }) => withoutNulls(value)),
    ValidateBy({
      name: 'fits',
      validator: {
        validate: (value: unknown) => schema.safeParse(value).success,
        defaultMessage: (told) => `${told?.property ?? ''} ${wordsFor(schema, told?.value)}`,
      },
    }),
  );
}

/** As everywhere, `null` in a field says no more than leaving it out. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const said = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(said.map(([key, inner]) => [key, withoutNulls(inner)]));
}

function documentationOf(schema: ZodType): object {
  return { ...toJSONSchema(schema, { io: 'input' }), $schema: undefined };
}

function wordsFor(schema: ZodType, value: unknown): string {
  const [found] = schema.safeParse(value).error?.issues ?? [];
  if (!found) return 'is wrong';
  const { path, message } = closest(found);
  const place = path.length === 0 ? '' : `, at ${path.join('.')}`;
  return `is not as documented${place}: ${message}`;
}

/** What is wrong at the top of an alternative makes another one likelier than whatever is wrong further in. */
const AT_THE_TOP = 1_000;

/** Of alternatives none fits: told is what is wrong with the one that is nearly right. */
function closest(issue: core.$ZodIssue): Pick<core.$ZodIssue, 'path' | 'message'> {
  if (issue.code !== 'invalid_union') return issue;
  const farness = (issues: readonly core.$ZodIssue[]): number =>
    issues.reduce((sum, { path }) => sum + (path.length < 2 ? AT_THE_TOP : 1), 0);
  const [[first] = []] = issue.errors.toSorted((one, other) => farness(one) - farness(other));
  if (!first) return issue;
  const { path, message } = closest(first);
  return { path: [...issue.path, ...path], message };
}
