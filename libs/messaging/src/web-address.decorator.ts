import { IsString, Length, ValidateBy } from 'class-validator';
import { applyDecorators } from '@nestjs/common';

const LONGEST_ADDRESS = 2_048;

/** An http or https address with a host. Underscores, one-word hosts and characters of any script are fine: where it may lead is decided later. */
export function WebAddress(): PropertyDecorator {
  return applyDecorators(
    ValidateBy({
      name: 'webAddress',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && isWebAddress(value),
        defaultMessage: (told) =>
          `${told?.property ?? ''} must be an address that begins with http:// or https:// and a host, such as https://example.org/file.pdf`,
      },
    }),
    Length(1, LONGEST_ADDRESS),
    IsString(),
  );
}

function isWebAddress(value: string): boolean {
  return /^https?:\/\//i.test(value) && URL.canParse(value);
}
