import { Injectable } from '@nestjs/common';
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
  constructor(private readonly texts: TextsService) {}

  /** All texts of a language, in the order in which they come with Chappe. */
  async list(language: Language): Promise<EditableText[]> {
    const own = await this.texts.own();
    return Object.keys(en)
      .filter(isTextKey)
      .map((key) => editable(language, key, own.get(nameOf(language, key))));
  }

  /** Puts a text in place of the one that comes with Chappe. @throws TextNotFoundError, InvalidTextError */
  async change(language: Language, name: string, text: string): Promise<EditableText> {
    const key = known(name);
    ensureFits(key, text);
    await this.texts.put(language, key, text);
    return editable(language, key, text);
  }

  /** Goes back to the text that comes with Chappe. @throws TextNotFoundError */
  async restore(language: Language, name: string): Promise<void> {
    await this.texts.remove(language, known(name));
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
