import { escapeHtml } from '@app/platform';
import type { Locale } from '../locale';

/** A mail without its address. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What is to be done, and where. */
export interface Action {
  readonly label: string;
  readonly url: string;
}

/** What a letter says, before it is set. A line break in a paragraph stays one. */
export interface Draft {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly action?: Action;
  /** What stands below the action. */
  readonly closing?: readonly string[];
}

const FONT = 'font:16px/1.5 -apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif';
const BUTTON =
  'display:inline-block;padding:10px 20px;border-radius:6px;background:#1f6feb;color:#ffffff;text-decoration:none;font-weight:600';

/** Sets a draft as text and as HTML: everything in it is text, none of it markup. */
export function setLetter(draft: Draft, footer: string, locale: Locale): Letter {
  return { subject: draft.subject, text: textOf(draft, footer), html: htmlOf(draft, footer, locale) };
}

function textOf({ paragraphs, action, closing = [] }: Draft, footer: string): string {
  const link = action ? [action.url] : [];
  return `${[...paragraphs, ...link, ...closing, `-- \n${footer}`].join('\n\n')}\n`;
}

function htmlOf({ subject, paragraphs, action, closing = [] }: Draft, footer: string, locale: Locale): string {
  const body = [...paragraphs.map(paragraph), ...(action ? [button(action)] : []), ...closing.map(paragraph)].join('\n');
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(subject)}</title>
</head>
<body style="margin:0;padding:0;background:#f3f4f6">
<div style="max-width:560px;margin:0 auto;padding:24px 12px;${FONT};color:#1c2128">
<div style="padding:24px;border:1px solid #d8dee4;border-radius:8px;background:#ffffff;overflow-wrap:anywhere">
${body}
</div>
<p style="margin:16px 24px 0;font-size:13px;color:#59636e">${escapeHtml(footer)}</p>
</div>
</body>
</html>
`;
}

function paragraph(text: string): string {
  return `<p style="margin:0 0 16px">${escapeHtml(text).replaceAll('\n', '<br>')}</p>`;
}

function button({ label, url }: Action): string {
  return `<p style="margin:24px 0"><a href="${escapeHtml(url)}" target="_blank" rel="noopener" style="${BUTTON}">${escapeHtml(label)}</a></p>`;
}
