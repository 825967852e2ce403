import type { MethodCall } from '../calls/method';
import { badRequest } from '../calls/refusal';

const MOST_MESSAGES = 100;

/** The list of 1 to 100 message numbers in `message_ids`. */
export function messageNumbers({ params }: MethodCall): number[] {
  const given = structureOf(params.text('message_ids'));
  if (!Array.isArray(given)) throw badRequest("can't parse message identifiers JSON object");
  if (given.length === 0) throw badRequest('message identifiers are not specified');
  if (given.length > MOST_MESSAGES) throw badRequest('too many message identifiers specified');
  return given.map((one: unknown) => {
    const number = Number(one);
    if (!Number.isSafeInteger(number) || number <= 0) throw badRequest('invalid message identifier specified');
    return number;
  });
}

/** The same for what goes on to another chat, where their order counts. */
export function risingMessageNumbers(call: MethodCall): number[] {
  const numbers = messageNumbers(call);
  if (numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0))) return numbers;
  throw badRequest('message identifiers must be in a strictly increasing order');
}

function structureOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
