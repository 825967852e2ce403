import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsOptional } from 'class-validator';

/** A field that may be left out. `null` says no more than that: many clients write it for what they do not know. */
export function Omittable(): PropertyDecorator {
  return applyDecorators(NullIsLeftOut(), IsOptional());
}

/** Takes `null` for a field that was left out, and leaves it to other decorators whether it may be. */
export function NullIsLeftOut(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => value ?? undefined);
}

/** A field that may be left out, and that `null` takes away. Its type must say `| null`. */
export function Clearable(): PropertyDecorator {
  return IsOptional();
}
