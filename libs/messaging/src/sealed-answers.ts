import { Injectable } from '@nestjs/common';
import { Sealer } from '@app/platform';
import type { Claimed } from './claimed';

const MARK = 'sealed:';

/** A code to pair a chat with, in whatever text it stands: an admin may have worded it. */
const CODE = /[0-9A-Z]{4}-[0-9A-Z]{4}/;

/**
 * Answers of bots with a code in them. Whoever has the code can pair the chat, and a copy of the database must be worth nothing to a thief:
 * such a text is sealed when it is kept, and opened when it is sent. Texts in which something merely looks like a code are sealed, too.
 */
@Injectable()
export class SealedAnswers {
  constructor(private readonly sealer: Sealer) {}

  /** The text as it is kept in the message with this id. */
  seal(id: string, text: string): string {
    return CODE.test(text) || text.startsWith(MARK) ? MARK + this.sealer.seal(text, placeOf(id)) : text;
  }

  /** The message with its text in the open, if it is one of these. @throws SealBrokenError */
  open(message: Claimed): Claimed {
    const { id, accountId, text } = message;
    const isSealed = accountId === null && text?.startsWith(MARK) === true;
    return isSealed ? { ...message, text: this.sealer.open(text.slice(MARK.length), placeOf(id)) } : message;
  }
}

function placeOf(rowId: string): { table: string; column: string; rowId: string } {
  return { table: 'messages', column: 'text', rowId };
}
