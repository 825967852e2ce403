import type { MethodCall } from '../calls/method';
import { badRequest } from '../calls/refusal';

const MOST_MESSAGES = 100;

/** The list of 1 to 100 message numbers in `message_ids`. */
export function messageNumbers({ params }: MethodCall): number[] {
  const given = params.has('message_ids') ? structureOf(params.text('message_ids')) : [];
  if (!Array.isArray(given)) throw badRequest('expected an Array of message identifiers');
  if (given.length === 0) throw badRequest('message identifiers are not specified');
  if (given.length > MOST_MESSAGES) throw badRequest('too many message identifiers specified');
  return given.map(numberOf);
}

/** Of what goes on to another chat the order counts (TDLib, get_forwarded_messages). */
export function refuseDisorder(numbers: readonly number[]): void {
  if (numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0))) return;
  throw badRequest('message identifiers must be in a strictly increasing order');
}

function numberOf(given: unknown): number {
  if (typeof given !== 'number' && typeof given !== 'string') throw badRequest('message identifier must be a Number');
  const number = typeof given === 'number' ? given : /^-?\d+$/.test(given) ? Number(given) : Number.NaN;
  if (!Number.isSafeInteger(number)) throw badRequest("can't parse message identifier as a Number");
  if (number <= 0) throw badRequest('invalid message identifier specified');
  return number;
}

function structureOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw badRequest("can't parse message_ids JSON object");
  }
}
