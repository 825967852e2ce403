import { IsIn, IsString, MaxLength } from 'class-validator';
import { Omittable } from '@app/platform';
import { LANGUAGES, type Language } from './language';
import type { EditableText } from './text-editing.service';

export class TextsQuery {
  /** Whose texts are wanted. */
  @Omittable()
  @IsIn(LANGUAGES)
  language: Language = 'en';
}

export class TextName {
  /** `en` or `ru`. */
  @IsIn(LANGUAGES)
  language!: Language;

  /** As in the list, e.g. `start.hello`. */
  @IsString()
  key!: string;
}

export class ChangeTextDto {
  /** In ICU MessageFormat, with every variable of the text that comes with Chappe, e.g. `Hello, <b>{name}</b>!` */
  @MaxLength(4_096)
  @IsString()
  text!: string;
}

export class TextView {
  language!: Language;
  key!: string;

  /** What the bot says. */
  text!: string;

  /** What it says without a text of the installation's own. */
  default!: string;

  /** What is filled in: each must stand in the text. */
  variables!: string[];

  /** Whether `text` is the installation's own. */
  own!: boolean;

  static of({ language, key, text, standard, variables, own }: EditableText): TextView {
    return { language, key, text, default: standard, variables: [...variables], own };
  }
}

export class TextList {
  items!: TextView[];

  /** All texts of a language are one page. */
  nextCursor!: string | null;

  static of(texts: readonly EditableText[]): TextList {
    return { items: texts.map((text) => TextView.of(text)), nextCursor: null };
  }
}
