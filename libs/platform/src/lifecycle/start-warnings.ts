import { HttpConfig } from '../http/http.config';

const AS_ROOT =
  'Chappe runs as root: whoever breaks into this process owns the machine. Start it as a user of its own; it needs no rights but to its data folder.';

const WITHOUT_ADDRESS =
  'PUBLIC_URL is not set: links in mails lead to localhost, and the cookie of the web page goes over plain http. Set it to the https address at which people reach this host.';

/** What an operator should mend although it does not stop the start. */
export function startWarnings(http = new HttpConfig(), userId = process.getuid?.()): string[] {
  const hasNoAddress = http.publicUrl === undefined && !http.embedded;
  return [...(userId === 0 ? [AS_ROOT] : []), ...(hasNoAddress ? [WITHOUT_ADDRESS] : [])];
}
