/** The languages that mails are written in. */
export const LOCALES = ['en', 'ru'] as const;

export type Locale = (typeof LOCALES)[number];
