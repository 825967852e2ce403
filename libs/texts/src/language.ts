/** The languages that the bot speaks. English is what stands in for a text that another lacks. */
export const LANGUAGES = ['en', 'ru'] as const;

export type Language = (typeof LANGUAGES)[number];

/** The language of an IETF tag such as `ru` or `pt-br`, where the bot speaks it. */
export function languageOf(tag: string | null | undefined): Language {
  const primary = tag?.split('-', 1)[0]?.toLowerCase();
  return LANGUAGES.find((language) => language === primary) ?? 'en';
}
