import { bold, fmt, type Payload } from '@app/telegram';

/** What the button under the notice sends back. */
export const UNLINK = /^unlink:([0-9a-f-]{36})$/;

/** Tells a chat at once who has linked it, with a way to undo that. */
export function linkedNotice(accountName: string, pairingId: string): Payload {
  const { text, entities } = fmt`Linked by ${bold(accountName)}. Messages that are sent with their bot tokens arrive here.`;
  const undo = { text: 'Undo', callback_data: `unlink:${pairingId}` };
  return { text, entities, reply_markup: { inline_keyboard: [[undo]] } };
}
