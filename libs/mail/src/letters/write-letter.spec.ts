import { LOCALES, type Locale } from '../locale';
import { SAMPLES, TEMPLATES } from './samples';
import type { TemplateData, TemplateName } from './template-data';
import { writeLetter } from './write-letter';

const all = TEMPLATES.flatMap((template) => LOCALES.map((locale) => [template, locale] as const));
const write = (
  template: TemplateName,
  locale: Locale,
  change: (key: string, value: unknown) => unknown = (_, value) => value,
) => {
  const data = Object.fromEntries(Object.entries(SAMPLES[template]).map(([key, value]) => [key, change(key, value)]));
  return writeLetter(locale, template, data as unknown as TemplateData[typeof template]);
};

describe.each(all)('%s in %s', (template, locale) => {
  it('says everything that it is told, in text and in HTML', () => {
    const { subject, text, html } = write(template, locale);
    expect(subject).toMatch(/^\S.{5,98}\S$/);
    const told = Object.values(SAMPLES[template]).filter((value) => typeof value === 'string');
    for (const value of told) expect([text.includes(value), html.includes(value)]).toEqual([true, true]);
    expect(html).toContain(`<html lang="${locale}">`);
    expect(subject + text + html).not.toMatch(/undefined|null|NaN|\[object|Invalid/);
  });

  it('makes no markup of what people choose, and no second line of a subject', () => {
    const evil = '"><script>alert(1)</script>\r\nBcc: thief@example.org\u2028\0';
    const { subject, text, html } = write(template, locale, (key, value) =>
      key.endsWith('Url') ? `https://x.org/?a="><script>&b` : typeof value === 'string' ? evil : value,
    );
    expect(html).not.toMatch(/<script|""|\0/);
    expect(html.match(/<a /g)?.length ?? 0).toBeLessThanOrEqual(1);
    expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
    expect(text).not.toMatch(/^Bcc/m);
  });
});

it('each language has words of its own', () => {
  for (const template of TEMPLATES) {
    expect(write(template, 'ru').text).toMatch(/[а-яё]{4}/);
    expect(write(template, 'ru').subject).toMatch(/[а-яё]{4}/);
    expect(write(template, 'en').text).not.toMatch(/[а-яё]/i);
  }
});

it('cuts a long name between characters, and takes out what would turn the writing around', () => {
  const long = (name: string) => writeLetter('en', 'passwordChanged', { name }).text.split('\n')[0];
  expect(long('😀'.repeat(65))).toBe(`Hello ${'😀'.repeat(63)}…,`);
  expect(long('😀'.repeat(64))).toBe(`Hello ${'😀'.repeat(64)},`);
  expect(long('a\u202eb \t\n\u0085 c\ud800')).toBe('Hello a b c\ufffd,');
});

it('writes times in UTC, in the way of the language', () => {
  expect(write('newSignIn', 'en').text).toContain('20 November 2025 at 12:31 UTC');
  expect(write('newSignIn', 'ru').text).toContain('20 ноября 2025 г. в 12:31 UTC');
});
