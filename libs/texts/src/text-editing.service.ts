import { Injectable } from '@nestjs/common';
import { AuditLog, type Actor } from '@app/auth';
import { Database } from '@app/platform';
import { en, type TextKey } from './defaults/en';
import type { Language } from './language';
import { ensureFits, isTextKey, variablesOf } from './text-rules';
import { TextNotFoundError } from './texts.errors';
import { defaultText, nameOf, TextsService } from './texts.service';

/** A text as an admin sees it. */
export interface EditableText {
  readonly language: Language;
  readonly key: TextKey;
  readonly text: string;
  readonly standard: string;
  readonly variables: readonly string[];
  readonly own: boolean;
}

/** What admins do to texts. */
@Injectable()
export class TextEditingService {
  constructor(
    private readonly texts: TextsService,
    private readonly audit: AuditLog,
    private readonly db: Database,
  ) {}

  /** All texts of a language, in the order in which they come with Chappe. */
  async list(language: Language): Promise<EditableText[]> {
    const own = await this.texts.own();
    return Object.keys(en)
      .filter(isTextKey)
      .map((key) => editable(language, key, own.get(nameOf(language, key))));
  }

  /** Puts a text in place of the one that comes with Chappe. @throws TextNotFoundError, InvalidTextError */
  async change(admin: Actor, language: Language, { name, text }: { name: string; text: string }): Promise<EditableText> {
    const key = known(name);
    ensureFits(key, text);
    await this.db.transaction(async () => {
      await this.texts.put(language, key, text);
      await this.audit.note(admin, 'text.changed', null, { language, key });
    });
    return editable(language, key, text);
  }

  /** Goes back to the text that comes with Chappe. @throws TextNotFoundError */
  async restore(admin: Actor, language: Language, name: string): Promise<void> {
    const key = known(name);
    await this.db.transaction(async () => {
      await this.texts.remove(language, key);
      await this.audit.note(admin, 'text.restored', null, { language, key });
    });
  }
}

function known(key: string): TextKey {
  if (!isTextKey(key)) throw new TextNotFoundError();
  return key;
}

function editable(language: Language, key: TextKey, own: string | undefined): EditableText {
  const standard = defaultText(language, key);
  return { language, key, text: own ?? standard, standard, variables: variablesOf(key), own: own !== undefined };
}
