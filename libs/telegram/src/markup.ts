/** Text as it must be written in MarkdownV2 (core.telegram.org/bots/api#markdownv2-style). */
export function escapeMarkdownV2(text: string): string {
  return text.replace(/[_*[\]()~`>#+\-=|{}.!\\]/g, '\\$&');
}

/** Text as it must be written in the old Markdown, in which only four characters can be escaped. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[_*`[]/g, '\\$&');
}
