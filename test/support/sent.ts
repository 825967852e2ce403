import type { EmulatedMessage } from '@app/telegram-emulator';
import type { TestChappe } from './chappe';
import { having, including } from './like';
import type { MessageView, PairedPerson } from './messages';

/** A message at its end, and what stands of it in the chat. */
export interface Sent {
  readonly message: MessageView;
  readonly copies: readonly EmulatedMessage[];
  readonly copy: EmulatedMessage | undefined;
}

/** Sends, waits for the end, and answers the message with what stands in the chat. */
export async function sendAndSee(
  chappe: TestChappe,
  { messages, person }: PairedPerson,
  body: Record<string, unknown>,
): Promise<Sent> {
  const answer = await messages.post(body);
  if (answer.status !== 202) throw new Error(answer.text);
  const message = await messages.ended(String(answer.body.id));
  const copies = message.telegramMessageIds.map((id) => person.message(chappe.bot, Number(id)));
  return { message, copies, copy: copies[0] };
}

/** A body, the status and the code of its refusal, and the field that is named. */
export type Expected = readonly [body: Record<string, unknown>, status: number, code: string, field?: string];

/** Has a message refused. */
export async function expectRefused({ messages }: PairedPerson, ...[body, status, code, field]: Expected): Promise<void> {
  const answer = await messages.post(body);
  expect(answer).toMatchObject({ status, body: { code } });
  if (field !== undefined) expect(answer.body.errors).toEqual(including([having({ field })]));
}
