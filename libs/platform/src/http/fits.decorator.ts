import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import { toJSONSchema, type ZodType } from 'zod';

/** For optional fields of shapes that a class cannot say: alternatives, lists of lists. What does not fit is named by its place. */
export function Fits(schema: ZodType): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ ...documentationOf(schema), required: false }),
    ValidateBy({
      name: 'fits',
      validator: {
        validate: (value: unknown) => schema.safeParse(value).success,
        defaultMessage: (told) => `${told?.property ?? ''} ${wordsFor(schema, told?.value)}`,
      },
    }),
  );
}

function documentationOf(schema: ZodType): object {
  return { ...toJSONSchema(schema, { io: 'input' }), $schema: undefined };
}

function wordsFor(schema: ZodType, value: unknown): string {
  const [issue] = schema.safeParse(value).error?.issues ?? [];
  if (!issue) return 'is wrong';
  const place = issue.path.length === 0 ? '' : `, at ${issue.path.join('.')}`;
  return `is not as documented${place}: ${issue.message}`;
}
