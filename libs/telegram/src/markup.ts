/** Text as it must be written in MarkdownV2 (core.telegram.org/bots/api#markdownv2-style). */
export function escapeMarkdownV2(text: string): string {
  return text.replace(/[_*[\]()~`>#+\-=|{}.!\\]/g, '\\$&');
}

/**
 * Bold text in the old Markdown, in which nothing inside of an entity can be escaped: a text with one of the four
 * characters of markup is written plain (core.telegram.org/bots/api#markdown-style).
 */
export function boldMarkdown(text: string): string {
  return /[_*`[]/.test(text) ? text.replace(/[_*`[]/g, '\\$&') : `*${text}*`;
}
