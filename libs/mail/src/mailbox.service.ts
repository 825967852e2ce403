import { Injectable } from '@nestjs/common';
import { escapeHtml, HttpConfig } from '@app/platform';
import type { Mail } from './mail.entity';
import { NoMailboxError } from './mail.errors';
import { MailService } from './mail.service';
import { MailTransport } from './mail.transport';

const STYLE = `
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark }
  article { border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: .6rem; padding: 1rem 1.25rem; margin: 1rem 0 }
  h2 { margin: 0; font-size: 1.1rem } p.meta { margin: .1rem 0 .8rem; opacity: .7; font-size: .9rem } pre { white-space: pre-wrap; font: inherit; margin: 0 }`;

/** Shows the mails of the embedded mode to whoever sits at the machine. */
@Injectable()
export class MailboxService {
  constructor(
    private readonly mail: MailService,
    private readonly transport: MailTransport,
    private readonly http: HttpConfig,
  ) {}

  /** @throws NoMailboxError unless mail stays here and this is a machine of one's own. */
  async page(): Promise<string> {
    if (!this.transport.local || !this.http.embedded) throw new NoMailboxError();
    const mails = await this.mail.newest();
    const articles = mails.length > 0 ? mails.map(article).join('\n') : '<p>No mail yet.</p>';
    return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Mailbox</title><style>${STYLE}</style></head>
<body><h1>Mailbox</h1><p>Mail that would have left by SMTP. Set <code>SMTP_URL</code> to send it.</p>${articles}</body></html>`;
  }
}

function article({ subject, recipient, createdAt, status, text }: Mail): string {
  const meta = `to ${recipient} · ${createdAt.toISOString()} · ${status}`;
  return `<article><h2>${escapeHtml(subject)}</h2><p class="meta">${escapeHtml(meta)}</p><pre>${escapeHtml(text)}</pre></article>`;
}
