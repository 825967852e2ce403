import { escapeHtml } from '@app/platform';
import type { Locale } from './locale';
import type { LetterBody } from './sealed-letters';

/** A mail as it is shown. */
export interface Shown {
  readonly subject: string;
  readonly about: string;
  readonly lang: Locale;
  /** Null when it is gone. */
  readonly letter: LetterBody | null;
}

const STYLE = `
  :root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 20%, transparent) }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
  nav { display: flex; gap: 1rem; border-bottom: 1px solid var(--line); padding-bottom: .6rem }
  nav [aria-current] { color: inherit; font-weight: 600; text-decoration: none }
  h1 { font-size: 1.6rem; margin: 1.2rem 0 .2rem }
  article { border: 1px solid var(--line); border-radius: .6rem; padding: 1rem 1.25rem; margin: 1rem 0 }
  h2 { margin: 0; font-size: 1.1rem; overflow-wrap: anywhere }
  .about { margin: .1rem 0 .8rem; opacity: .7; font-size: .9rem; overflow-wrap: anywhere }
  .forms { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)) }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; font: .85rem/1.5 ui-monospace, monospace; margin: 0 }
  iframe { width: 100%; height: 30rem; border: 1px solid var(--line); border-radius: .4rem; background: #fff; color-scheme: light }`;

/** The newest mails. */
export function mailboxPage(mails: readonly Shown[]): string {
  const intro = 'Mail that would have left by SMTP, newest first. Set <code>SMTP_URL</code> to send it.';
  return page('Mailbox', intro, mails.length > 0 ? mails.map(article).join('\n') : '<p>No mail yet.</p>');
}

/** Every template with sample data. */
export function templatesPage(letters: readonly Shown[]): string {
  return page(
    'Templates',
    'Every mail that Chappe writes, in every language, with sample data.',
    letters.map(article).join('\n'),
  );
}

function page(title: string, intro: string, body: string): string {
  const link = (href: string, name: string): string =>
    `<a href="${href}"${name === title ? ' aria-current="page"' : ''}>${name}</a>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Chappe</title>
<style>${STYLE}</style>
</head>
<body>
<nav>${link('/dev/mail', 'Mailbox')}${link('/dev/mail/templates', 'Templates')}</nav>
<h1>${title}</h1>
<p>${intro}</p>
${body}
</body>
</html>
`;
}

function article({ subject, about, lang, letter }: Shown): string {
  const forms = letter ? formsOf(letter, subject, lang) : '<p>Its letter is gone.</p>';
  return `<article>
<h2 lang="${lang}">${escapeHtml(subject)}</h2>
<p class="about">${escapeHtml(about)}</p>
${forms}
</article>`;
}

/** The HTML runs and loads nothing; its links open in a window of their own. */
function formsOf({ text, html }: LetterBody, subject: string, lang: Locale): string {
  const sandbox = 'allow-popups allow-popups-to-escape-sandbox';
  return `<div class="forms">
<pre lang="${lang}">${linked(escapeHtml(text))}</pre>
<iframe title="${escapeHtml(subject)}" sandbox="${sandbox}" loading="lazy" srcdoc="${escapeHtml(html)}"></iframe>
</div>`;
}

/** Makes lines that are an address, and nothing else, into links. The text is escaped already. */
function linked(escaped: string): string {
  return escaped.replace(/^https?:\/\/\S+$/gm, (url) => `<a href="${url}" rel="noopener">${url}</a>`);
}
