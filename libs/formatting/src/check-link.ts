import { isIPv6 } from 'node:net';
import { BLANKS, CharacterSet, lowerAscii } from './source';

/** A link as Telegram keeps it, or what Telegram finds wrong with it, in its words. */
export type CheckedLink = { readonly url: string } | { readonly fault: string };

const ENDS = /[/?#]/;
const BLANK = new CharacterSet(`${BLANKS}\0`);
const LARGEST_PORT = 65_535;

/** The symbols of RFC 3986 besides letters and digits; what is not ASCII may stand everywhere, and a `%` before two hexadecimal digits. */
const WRONG_SYMBOL = /[^a-z0-9.\-_!$,~*'();&+=%\u0080-\uffff]/i;
const WRONG_ESCAPE = /%(?![0-9a-f]{2})/i;

/**
 * Reads a link as TDLib does (LinkManager::check_link, HttpUrl.cpp: parse_url): without a scheme it is http, a host needs a dot in it,
 * a bare host gets a slash, and blanks behind the host are written as `%20`. The schemes tg, ton and tonsite lead into the app.
 */
export function checkLink(link: string): CheckedLink {
  const app = /^(tg|ton|tonsite):(?:\/\/)?/i.exec(link);
  return app ? appLink(lowerAscii(app[1] ?? ''), link.slice(app[0].length)) : webLink(link);
}

function webLink(link: string): CheckedLink {
  const url = parseUrl(link);
  if ('fault' in url) return url;
  if (!url.host.includes('.') && !url.isIpv6) return { fault: 'Wrong HTTP URL' };
  const user = url.user === '' ? '' : `${url.user}@`;
  const port = url.port > 0 ? `:${String(url.port)}` : '';
  return { url: `${url.protocol}://${user}${url.host}${port}${url.query}` };
}

function appLink(scheme: string, rest: string): CheckedLink {
  const url = parseUrl(rest);
  if ('fault' in url) return url;
  const isWeb = /^http:\/\//i.test(rest) || url.protocol === 'https';
  if (isWeb || url.user !== '' || url.port !== 0 || url.isIpv6) {
    return { fault: scheme === 'tg' ? 'Wrong tg URL' : 'Wrong ton URL' };
  }
  const allowed = scheme === 'tonsite' ? /^[a-z0-9\-_.]*$/ : /^[a-z0-9\-_]*$/;
  if (!allowed.test(url.host)) return { fault: 'Unallowed characters in URL host' };
  return { url: `${scheme}://${url.host}${url.query.replace(/^\/\?/, '?')}` };
}

interface Url {
  protocol: string;
  user: string;
  host: string;
  isIpv6: boolean;
  /** 0 when none is named. */
  port: number;
  query: string;
}

function parseUrl(link: string): Url | { fault: string } {
  const [scheme, named = 'http'] = /^([^:/?#@[\]]*):\/\//.exec(link) ?? [''];
  const protocol = lowerAscii(named);
  if (protocol !== 'http' && protocol !== 'https') return { fault: 'Unsupported URL protocol' };
  const rest = link.slice(scheme.length);
  const end = ENDS.exec(rest)?.index ?? rest.length;
  const authority = authorityOf(rest.slice(0, end));
  return 'fault' in authority ? authority : { protocol, ...authority, query: queryOf(rest.slice(end)) };
}

function authorityOf(given: string): Omit<Url, 'protocol' | 'query'> | { fault: string } {
  const { before, port } = portOf(given);
  if (port === null) return { fault: 'Wrong port number specified in the URL' };
  const at = before.lastIndexOf('@');
  const [user, host] = [before.slice(0, Math.max(0, at)), lowerAscii(before.slice(at + 1))];
  const isIpv6 = host.startsWith('[') && host.endsWith(']');
  const fault = isIpv6 ? faultOfIpv6(host) : faultOfName(host, user);
  return fault === null ? { user, host, isIpv6, port } : { fault };
}

/** The number behind the last colon, unless a bracket or an `@` stands behind it; null when that is no port. */
function portOf(authority: string): { before: string; port: number | null } {
  const colon = authority.search(/:[^:\]@]*$/);
  if (colon <= 0) return { before: authority, port: 0 };
  const digits = authority.slice(colon + 1).replace(/^0+(?=[^])/, '');
  const port = /^[1-9]\d{0,4}$/.test(digits) ? Number(digits) : 0;
  return { before: authority.slice(0, colon), port: port > 0 && port <= LARGEST_PORT ? port : null };
}

function faultOfIpv6(host: string): string | null {
  // Node also takes the name of a network interface behind a `%`.
  const isAddress = isIPv6(host.slice(1, -1)) && !host.includes('%');
  return isAddress ? null : 'Wrong IPv6 address specified in the URL';
}

function faultOfName(host: string, user: string): string | null {
  if (host === '') return 'URL host is empty';
  if (host === '.') return 'Host is invalid';
  return faultOfPart(host, 'host') ?? faultOfPart(user.replaceAll(':', ''), 'userinfo');
}

function faultOfPart(part: string, name: string): string | null {
  const wrongSymbol = part.search(WRONG_SYMBOL);
  const wrongEscape = part.search(WRONG_ESCAPE);
  if (wrongEscape !== -1 && (wrongSymbol === -1 || wrongEscape < wrongSymbol)) {
    return `Wrong percent-encoded symbol in URL ${name}`;
  }
  return wrongSymbol === -1 ? null : `Disallowed character in URL ${name}`;
}

function queryOf(given: string): string {
  let length = given.length;
  while (length > 0 && BLANK.hasAt(given, length - 1)) length -= 1;
  const query = given.slice(0, length);
  const whole = query.startsWith('/') ? query : `/${query}`;
  return whole.replace(/[^!-\uffff]/g, (blank) => `%${blank.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}
