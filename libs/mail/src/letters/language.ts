import type { Draft } from './letter';
import type { TemplateData, TemplateName } from './template-data';

/** Everything that mails say in one language. A template that is missing here does not compile. */
export interface Language {
  /** Stands below every letter. */
  readonly footer: string;
  readonly drafts: { readonly [Name in TemplateName]: (data: TemplateData[Name]) => Draft };
}

/** A bot as people write it. */
export function at(bot: string): string {
  return `@${bot.replace(/^@/, '')}`;
}

/** A point in time as it is written in a language, always in UTC: nobody knows where the reader is. */
export function timeIn(language: string, time: Date): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  return `${format.format(time)} UTC`;
}
