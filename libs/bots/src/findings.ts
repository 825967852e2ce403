import type { BotSelf, WebhookInfo } from '@app/telegram';
import { ALLOWED_UPDATES } from './allowed-updates';
import type { Bot, BotMode } from './bot.entity';

/** Something about a bot that is not as it should be. */
export interface Finding {
  readonly code: string;
  readonly detail: string;
}

/** A failure that Telegram told of so long ago has passed, if nothing waits any more. */
const RECENT_SECONDS = 600;
const MANY_WAIT = 100;
const ELSEWHERE_MS = 120_000;
const SKIPPED_MS = 86_400_000;

/** What can be said without asking Telegram. */
export function findingsIn(bot: Bot): Finding[] {
  const { active, pausedReason } = bot;
  const findings: Finding[] = [];
  if (!active) findings.push({ code: 'switched_off', detail: 'The bot is switched off. Switch it on to let it work.' });
  if (pausedReason !== null) findings.push(REVOKED);
  if (isPolledElsewhere(bot)) findings.push(POLLED_ELSEWHERE);
  if (active && bot.webhookRefusal !== null) findings.push(refused(bot.webhookRefusal));
  if (wasUpdateSkipped(bot)) findings.push(UPDATE_SKIPPED);
  return findings;
}

const UPDATE_SKIPPED: Finding = {
  code: 'update_skipped',
  detail:
    'In the last day an update was too large to be fetched, and Chappe skipped it so that the others could come. The Bot API server (TELEGRAM_API_ROOT) must not make updates of more than 8 MB.',
};

function wasUpdateSkipped({ updateSkippedAt }: Bot): boolean {
  return updateSkippedAt !== null && updateSkippedAt.getTime() > Date.now() - SKIPPED_MS;
}

function refused(reason: string): Finding {
  return {
    code: 'webhook_refused',
    detail: `Telegram does not take the webhook, and says: ${reason}. Chappe tries again by itself. PUBLIC_URL, its certificate or its port may have to be mended by the operator; with the mode polling the bot needs none.`,
  };
}

export const REVOKED: Finding = {
  code: 'token_revoked',
  detail: 'Telegram does not accept the token any more. Give the new one: BotFather, /mybots, API Token.',
};

export const POLLED_ELSEWHERE: Finding = {
  code: 'polled_elsewhere',
  detail:
    'Another program asks Telegram for the updates of this bot. End it, or revoke the token at BotFather and give the new one here.',
};

/** Whether another program was lately at it. When we are told once, it may have been our own question of before. */
export function isPolledElsewhere({ mode, polledElsewhereAt }: Bot): boolean {
  return mode === 'polling' && polledElsewhereAt !== null && polledElsewhereAt.getTime() > Date.now() - ELSEWHERE_MS;
}

/** What is good to know about a bot, and no fault of it. */
export function notesOn(bot: Bot, me: BotSelf, mode: BotMode): Finding[] {
  const notes: Finding[] = [];
  if (!me.can_join_groups) notes.push(NO_GROUPS);
  else if (!me.can_read_all_group_messages) notes.push(PRIVACY);
  if (bot.username !== null && bot.username !== me.username) notes.push(renamed(bot.username, me.username));
  if (bot.wantedMode === 'webhook' && mode === 'polling') notes.push(NO_PUBLIC_URL);
  return notes;
}

const PRIVACY: Finding = {
  code: 'privacy_mode',
  detail:
    'In groups the bot hears only commands, replies to it and service messages, unless it is an administrator: its privacy mode is on. To let it hear everything: BotFather, /setprivacy, Disable; then remove it from each group and add it again.',
};

const NO_GROUPS: Finding = {
  code: 'joins_no_groups',
  detail: 'Nobody can add the bot to a group. To allow it: BotFather, /setjoingroups, Enable.',
};

const NO_PUBLIC_URL: Finding = {
  code: 'no_public_url',
  detail:
    'A webhook is wanted, but this installation has no public address any more, so Chappe asks Telegram for updates. With a PUBLIC_URL the webhook comes back by itself.',
};

function renamed(from: string, to: string): Finding {
  return {
    code: 'renamed',
    detail: `The bot was @${from} and is @${to} now. Chappe follows within ten minutes, or at once with a repair; links with the old name lead nowhere.`,
  };
}

/** What Telegram's word on the webhook shows. `url` is what should be set; null for long polling. */
export function findingsOfWebhook(info: WebhookInfo, url: string | null, { webhookRefusal }: Bot): Finding[] {
  // That there is none needs no other reason than Telegram's own.
  const isExplained = webhookRefusal !== null && (info.url ?? '') === '';
  return [...(isExplained ? [] : differences(info, url ?? '')), ...backlog(info)];
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
