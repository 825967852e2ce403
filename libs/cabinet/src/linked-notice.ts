import type { Payload } from '@app/telegram';
import type { Say } from '@app/texts';

/** What the button under the notice sends back. */
export const UNLINK = /^unlink:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Tells a chat at once who has linked it, with a way to undo that. */
export function linkedNotice(say: Say, account: string, pairingId: string): Payload {
  const { text, entities } = say('link.done', { account });
  const undo = { text: say('button.undo').text, callback_data: `unlink:${pairingId}` };
  return { text, entities, reply_markup: { inline_keyboard: [[undo]] } };
}
