import type { WebhookInfo } from '@app/telegram';
import { ALLOWED_UPDATES } from './allowed-updates';
import type { Bot } from './bot.entity';

/** Something about a bot that is not as it should be. */
export interface Finding {
  readonly code: string;
  readonly detail: string;
}

/** A failure that Telegram told of so long ago has passed, if nothing waits any more. */
const RECENT_SECONDS = 600;
const MANY_WAIT = 100;

/** What can be said without asking Telegram. */
export function findingsIn({ active, pausedReason }: Bot): Finding[] {
  const findings: Finding[] = [];
  if (!active) findings.push({ code: 'switched_off', detail: 'The bot is switched off. Switch it on to let it work.' });
  if (pausedReason !== null) findings.push(REVOKED);
  return findings;
}

export const REVOKED: Finding = {
  code: 'token_revoked',
  detail: 'Telegram does not accept the token any more. Give the new one: BotFather, /mybots, API Token.',
};

/** What Telegram's word on the webhook shows. `url` is what should be set; null for long polling. */
export function findingsOfWebhook(info: WebhookInfo, url: string | null): Finding[] {
  return [...differences(info, url ?? ''), ...backlog(info)];
}

function differences({ url: has = '', allowed_updates: allowed = [...ALLOWED_UPDATES] }: WebhookInfo, wanted: string): Finding[] {
  if (has !== wanted) return [{ code: 'webhook_differs', detail: differing(has, wanted) }];
  const missing = has === '' ? [] : ALLOWED_UPDATES.filter((kind) => !allowed.includes(kind));
  if (missing.length === 0) return [];
  return [{ code: 'updates_missing', detail: `Telegram does not deliver ${missing.join(', ')}. Repair sets the webhook anew.` }];
}

function backlog(info: WebhookInfo): Finding[] {
  const { last_error_date: at = 0, last_error_message: reason = 'no reason given', pending_update_count: waiting } = info;
  if (waiting > 0 && at > Date.now() / 1_000 - RECENT_SECONDS) {
    return [{ code: 'delivery_fails', detail: `Telegram could not deliver: ${reason}. ${waiting} updates wait.` }];
  }
  if (waiting <= MANY_WAIT) return [];
  return [{ code: 'many_wait', detail: `${waiting} updates wait at Telegram. Chappe may be too slow, or out of its reach.` }];
}

function differing(has: string, wanted: string): string {
  if (wanted === '') return 'A webhook is set, and Chappe asks for updates itself. Repair takes the webhook away.';
  if (has === '') return 'No webhook is set. Another program may have removed it. Repair sets it.';
  return 'The webhook leads elsewhere. Another program may use the same token. Repair sets it.';
}
