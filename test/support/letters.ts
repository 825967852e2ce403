import type { ReceivedMail, TestSmtp } from './smtp';
import { waitFor } from './wait-for';

/** The mail to an address whose text is as wanted, as soon as it has come; the newest one. */
export async function letterTo(smtp: TestSmtp, address: string, wanted: RegExp): Promise<ReceivedMail> {
  return await waitFor(`a mail to ${address} like ${String(wanted)}`, () =>
    Promise.resolve(smtp.mailsTo(address).findLast(({ plain, subject }) => wanted.test(subject) || wanted.test(plain))),
  );
}

/** The token in the link of a mail: what stands behind the #. */
export function tokenIn({ plain }: ReceivedMail): string {
  const token = /\/(?:verify-email|reset-password)#(\S+)/.exec(plain)?.[1];
  if (token === undefined) throw new Error(`no link in ${plain}`);
  return token;
}
