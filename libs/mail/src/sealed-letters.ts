import { Injectable } from '@nestjs/common';
import { SealBrokenError, Sealer } from '@app/platform';
import type { Letter } from './letters/letter';
import type { Mail } from './mail.entity';

/** What of a letter is sealed: its links carry tokens. */
export type LetterBody = Pick<Letter, 'text' | 'html'>;

/** Letters as they lie in their rows: a dump of the database shows nobody's links. */
@Injectable()
export class SealedLetters {
  constructor(private readonly sealer: Sealer) {}

  /** Seals a letter for the row of one mail. */
  seal(mailId: string, { text, html }: LetterBody): string {
    return this.sealer.seal(JSON.stringify({ text, html }), placeOf(mailId));
  }

  /** Null when the mail is settled and its letter gone, or when the key that sealed it is not in ENCRYPTION_KEYS any more. */
  open({ id, letterSealed }: Mail): LetterBody | null {
    if (letterSealed === null) return null;
    try {
      return JSON.parse(this.sealer.open(letterSealed, placeOf(id))) as LetterBody;
    } catch (error) {
      if (error instanceof SealBrokenError) return null;
      throw error;
    }
  }
}

const placeOf = (rowId: string) => ({ table: 'mails', column: 'letter_sealed', rowId });
