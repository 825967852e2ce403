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

/** The mail that asks an account to confirm its address. It names no name: the link says whose it is. */
export async function welcomeTo(smtp: TestSmtp, address: string, accountId: string): Promise<ReceivedMail> {
  const isOf = ({ plain }: ReceivedMail): boolean => {
    const token = /\/verify-email#chv_(\S+)/.exec(plain)?.[1] ?? '';
    return Buffer.from(token, 'base64url').toString('hex', 0, 16) === accountId.replaceAll('-', '');
  };
  return await waitFor(`the welcome to ${address}`, () => Promise.resolve(smtp.mailsTo(address).findLast(isOf)));
}
