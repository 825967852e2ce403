import type { LedgerEntry } from '@app/telegram-emulator';
import type { MessageEvidence } from '../check-messages';
import { checkMessages } from '../check-messages';
import { copyOf, messagesOf } from '../evidence';
import type { Installation } from '../installation';
import type { Submissions } from '../submissions';
import type { Seat } from './cast';
import type { Verdict } from './trial';

export interface OfTrial {
  readonly submissions: Submissions;
  readonly seats: readonly Seat[];
}

/** What is known of the chats of one trial. */
export async function evidenceOf(
  installation: Installation,
  { submissions, seats }: OfTrial,
): Promise<MessageEvidence & { readonly calls: readonly LedgerEntry[] }> {
  const { sql, telegram } = installation;
  const chats = new Set(seats.map(({ chatId }) => chatId));
  const people = new Set(seats.map(({ telegramId }) => telegramId));
  const messages = (await messagesOf(installation)).filter(({ chat }) => chats.has(chat));
  const ids = new Set(messages.map(({ id }) => id));
  const keys = await sql.rows<{ key: string; messageId: string }>('select key, message_id as "messageId" from idempotency_keys');
  const calls = telegram.callsOf('sendMessage').filter(({ params }) => people.has(String(params.chat_id)));
  return {
    sends: submissions.sends,
    messages,
    keys: keys.filter(({ messageId }) => ids.has(messageId)),
    copies: calls.flatMap(copyOf),
    calls,
  };
}

/** Judges the messages of a trial as a campaign does. Where no answer is lost, none may be flagged or uncertain either. */
export function judge(evidence: MessageEvidence, { clean }: { readonly clean: boolean }): Verdict {
  const { sends, messages, copies } = evidence;
  const doubtful = messages.filter(({ possibleDuplicate, ambiguous }) => possibleDuplicate || ambiguous > 0);
  const refused = sends.filter(({ ids }) => ids.length === 0).map(({ key }) => `${key} was never accepted`);
  return {
    counts: { sends: sends.length, copies: copies.length, doubtful: doubtful.length },
    violations: {
      ...checkMessages(evidence),
      neverAccepted: refused,
      doubtful: clean ? doubtful.map(({ id, text, status }) => `${id} (${text}) is ${status}`) : [],
    },
  };
}
