/** A link into Telegram. */
export interface TelegramLink {
  username: string;
  start?: string;
  startgroup?: string;
}

/** Only what a browser opens safely becomes a link. */
export function safeUrl(url: string): string | null {
  const address = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `http://${url}`;
  if (!URL.canParse(address)) return null;
  return ['http:', 'https:', 'tg:', 'mailto:', 'tel:'].includes(new URL(address).protocol) ? address : null;
}

/** `https://t.me/<username>…` or `tg://resolve?domain=<username>…`; null for any other address. https://core.telegram.org/api/links */
export function telegramLink(url: string): TelegramLink | null {
  const address = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`;
  if (!URL.canParse(address)) return null;
  const { protocol, hostname, pathname, searchParams } = new URL(address);
  const isWeb = ['http:', 'https:'].includes(protocol) && ['t.me', 'telegram.me'].includes(hostname);
  const isResolve = protocol === 'tg:' && /^(\/\/)?resolve/.test(hostname + pathname.replace(/^\/\//, ''));
  const username = isWeb ? pathname.slice(1) : isResolve ? (searchParams.get('domain') ?? '') : '';
  return /^\w{4,32}$/.test(username) ? withParameters(username, searchParams) : null;
}

/** `https://t.me/+…`, by which one comes into a chat; null for any other address. */
export function inviteLink(url: string): string | null {
  const [, secret] = /^(?:https?:\/\/)?t\.me\/(\+[\w-]+|joinchat\/[\w-]+)$/.exec(url) ?? [];
  return secret === undefined ? null : `https://t.me/${secret}`;
}

/** A link that this page itself was opened by: `/?bot=…&start=…`. */
export function linkOfPage(search: string): TelegramLink | null {
  const parameters = new URLSearchParams(search);
  const username = parameters.get('bot');
  return username === null ? null : withParameters(username, parameters);
}

function withParameters(username: string, parameters: URLSearchParams): TelegramLink {
  const start = parameters.get('start');
  const startgroup = parameters.get('startgroup');
  return { username, ...(start !== null && { start }), ...(startgroup !== null && { startgroup }) };
}
