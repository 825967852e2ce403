import { dateTimeFormat } from './date-time';
import { integerIn } from './integer';
import { lowerAscii } from './source';

/** TDLib takes no larger ids for those of people (UserId.h). */
const LARGEST_USER_ID = 2n ** 40n - 1n;

/** The person that a `tg://user?id=…` link mentions; null when it mentions nobody. */
export function mentionedUserId(url: string): number | null {
  const given = parametersOf(url, 'user', lowerAscii)?.find(([name]) => name === 'id');
  const id = given ? integerIn(given[1], 64) : null;
  return id !== null && id > 0n && id <= LARGEST_USER_ID ? Number(id) : null;
}

/** The custom emoji of a `tg://emoji?id=…` link; null when it is none. */
export function emojiIdOf(url: string): string | null {
  const given = parametersOf(url, 'emoji')?.find(([name]) => name === 'id');
  const id = given ? integerIn(given[1], 64) : null;
  return id === null || id === 0n ? null : String(id);
}

/** The moment of a `tg://time?unix=…&format=…` link; null when it is none. */
export function momentOf(url: string): { unixTime: number; format: string } | null {
  const parameters = parametersOf(url, 'time') ?? [];
  const times = parameters.filter(([name]) => name === 'unix').map(([, value]) => integerIn(value, 32));
  const last = times.at(-1);
  const isWrong = times.some((time) => time === null || time <= 0n);
  const format = parameters.findLast(([name]) => name === 'format')?.[1] ?? '';
  return last === undefined || last === null || isWrong || dateTimeFormat(format) === null
    ? null
    : { unixTime: Number(last), format };
}

/** Reads the parameters of a tg link to this host; null when it goes elsewhere (TDLib, LinkManager::check_tg_url_host). */
function parametersOf(
  url: string,
  host: string,
  fold = (text: string): string => text,
): (readonly [name: string, value: string])[] | null {
  const scheme = /^tg:(?:\/\/)?/i.exec(url)?.[0];
  if (scheme === undefined) return null;
  const rest = url.slice(scheme.length);
  if (lowerAscii(rest.slice(0, host.length)) !== host) return null;
  const query = rest.slice(host.length).replace(/^\//, '');
  if (!query.startsWith('?')) return null;
  const [parameters = ''] = fold(query.slice(1)).split('#', 1);
  return parameters.split('&').map((parameter) => {
    const equals = parameter.indexOf('=');
    return equals === -1 ? [parameter, ''] : [parameter.slice(0, equals), parameter.slice(equals + 1)];
  });
}
