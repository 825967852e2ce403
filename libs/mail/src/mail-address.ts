import { isEmail } from 'class-validator';

/**
 * Letters and digits of ASCII, and the signs that may stand outside of quotes (RFC 5322, 3.2.3, `atext`) but for those
 * that some mail systems take for a route to elsewhere (`a%b@c`, `b!a@c`).
 */
const PLAIN = /^[\w.@#$&'*+/=?^`{|}~-]+$/;

/** Of these at most 64 stand before the @ (RFC 5321, 4.5.3.1). */
const LONGEST = 254;

/**
 * Whether a text is one plain mail address and nothing else: no name beside it, no comment, no quotes, no second one,
 * with a domain that has a dot. What mail systems read in more than one way is refused, although RFC 5322 may allow it.
 */
export function isMailAddress(text: string): boolean {
  return text.length <= LONGEST && PLAIN.test(text) && isEmail(text, { allow_utf8_local_part: false });
}
