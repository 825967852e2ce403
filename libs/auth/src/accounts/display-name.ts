import { ValidateBy } from 'class-validator';

/**
 * A display name stands above messages to strangers. Nobody may hide behind it or pose as the installation: it shows at least two letters or digits,
 * stands in one line, reads in one direction, and is no address.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Zl}\p{Zp}\u115f\u1160\u2800\u3164\uffa0]/u;
const ADDRESS = /:\/\/|\bwww\.|[\p{L}\p{N}]\.\p{L}{2,}|@/iu;
const SHOWN = /[\p{L}\p{N}]/gu;
const LEAST_SHOWN = 2;

/** Letters of other alphabets, and digits, that pass for a Latin letter. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  ...{ а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', х: 'x', у: 'y', н: 'h', т: 't', м: 'm', к: 'k', в: 'b', і: 'i' },
  ...{ α: 'a', ε: 'e', ο: 'o', ρ: 'p', τ: 't', ι: 'i', κ: 'k', 0: 'o', 1: 'l', 3: 'e', 4: 'a', 5: 's' },
};

/** Names under which the installation and Telegram speak. */
const RESERVED = ['chappe', 'telegram'];

/** Why a name may not stand above messages, or null. `others` are names that belong to somebody already: those of bots. */
export function faultOfName(name: string, others: readonly string[] = []): string | null {
  if (HIDDEN.test(name)) return 'must be one line without invisible characters';
  if ((name.match(SHOWN) ?? []).length < LEAST_SHOWN) return 'must show at least two letters or digits';
  if (ADDRESS.test(name)) return 'must not be or hold an address: write a blank behind a dot';
  const plain = skeletonOf(name);
  const isTaken = RESERVED.some((word) => plain.includes(word)) || others.some((other) => skeletonOf(other) === plain);
  return isTaken ? 'must not be the name of this installation, of Telegram or of a bot' : null;
}

/** A name for somebody who has given none: their username, or what stands before the @. */
export function nameFrom(username: string | undefined, email: string | undefined): string {
  const words = (username ?? email?.split('@', 1)[0] ?? '').replace(/[^\p{L}\p{N}-]+/gu, ' ').trim();
  return faultOfName(words) === null ? words.slice(0, 64) : 'A sender';
}

/** A name that stands above messages. */
export const IsDisplayName = (): PropertyDecorator =>
  ValidateBy({
    name: 'isDisplayName',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && faultOfName(value) === null,
      defaultMessage: (told) => `${told?.property ?? ''} ${faultOfName(String(told?.value)) ?? ''}`,
    },
  });

/** Reduces a name to its shape, so that names which look alike are equal. */
function skeletonOf(name: string): string {
  const letters = [...name.normalize('NFKC').toLowerCase()].map((letter) => LOOKALIKES[letter] ?? letter);
  return letters.join('').replace(/[^\p{L}\p{N}]/gu, '');
}
