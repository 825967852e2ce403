import { applyDecorators, type Type } from '@nestjs/common';
import { Type as Convert } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsDefined, IsObject, ValidateNested } from 'class-validator';
import { Omittable } from './omittable.decorator';

export interface NestedOptions {
  readonly optional?: boolean;
  /** A list of so many at least and at most, instead of one. */
  readonly many?: readonly [least: number, most: number];
}

/** A field that is an object of its own, or a list of such, checked as thoroughly as the one around it. */
export function Nested(type: () => Type, { optional = false, many }: NestedOptions = {}): PropertyDecorator {
  return applyDecorators(
    optional ? Omittable() : IsDefined(),
    Convert(type),
    ...(many ? [IsArray(), ArrayMinSize(many[0]), ArrayMaxSize(many[1]), IsObject({ each: true })] : [IsObject()]),
    ValidateNested({ each: many !== undefined }),
  );
}
