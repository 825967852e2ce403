import { z } from 'zod';

/** A whole number between two bounds, written in digits. */
export function wholeNumber(least: number, most: number): z.ZodType<number, string | undefined> {
  const words = `give a whole number from ${least} to ${most}`;
  return z
    .string(words)
    .regex(/^\d{1,15}$/, words)
    .transform(Number)
    .refine((value) => value >= least && value <= most, words);
}

/** A switch: `on` or `off`. */
export const onOff: z.ZodType<boolean, string | undefined> = z
  .enum(['on', 'off'], 'write on or off')
  .transform((value) => value === 'on');

/** An address with one of the given schemes, e.g. `url('https')`. */
export function url(...schemes: string[]): z.ZodType<string, string | undefined> {
  const words = `give an address that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`;
  return z.string(words).refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol.slice(0, -1)), words);
}

/** Entries divided by commas; blanks around them do not count. */
export const list: z.ZodType<string[], string | undefined> = z.string().transform((value) =>
  value
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== ''),
);
