/**
 * The link as Telegram keeps it, null when Telegram does not take it for one: without a scheme it is http, and a host needs a dot in it
 * (TDLib, LinkManager::check_link), so `http://localhost` is none.
 */
export function checkLink(url: string): string | null {
  const trimmed = url.trim();
  if (/^(tg|ton|tonsite):/i.test(trimmed)) return trimmed;
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`;
  if (!/^https?:\/\//i.test(withScheme) || /\s/.test(withScheme) || !URL.canParse(withScheme)) return null;
  const { hostname } = new URL(withScheme);
  if (!/[^.]\.[^.]/.test(hostname) && !hostname.startsWith('[')) return null;
  return withAddressClosed(withScheme);
}

/** Scheme and host in small letters, and a slash after a bare host. */
function withAddressClosed(url: string): string {
  return url.replace(/^(https?:\/\/[^/?#]+)(\/?)/i, (_all, origin: string) => `${origin.toLowerCase()}/`);
}

/** The person that a `tg://user?id=…` link mentions. */
export function mentionedUserId(url: string): number | null {
  const found = /^tg:\/\/user\?id=(\d{1,16})$/i.exec(url.trim());
  return found ? Number(found[1]) : null;
}
