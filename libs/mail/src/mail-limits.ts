import type { TemplateName } from './letters/template-data';

/** Mails that anybody can cause who knows an address. They do not use up what the notices of its account may take. */
export const ASKED_FOR: readonly TemplateName[] = ['welcome', 'verifyEmail', 'addressTaken', 'resetPassword'];

/** So many of them are sent to one address in an hour at most; what is more is written down as withheld. */
export const MOST_ASKED_FOR_PER_HOUR = 6;

/** And so many notices. */
export const MOST_NOTICES_PER_HOUR = 12;

/** So many mails leave in a minute at most, over all processes; the rest waits for its turn. */
export const MOST_IN_ALL_PER_MINUTE = 100;

/** Mails that registering causes. They wait behind all others: a flood of new accounts must not hold up a new password. */
export const CAUSED_BY_REGISTERING: readonly TemplateName[] = ['welcome', 'verifyEmail', 'addressTaken'];

/** And so many of them leave in a minute at most. */
export const MOST_CAUSED_BY_REGISTERING_PER_MINUTE = 60;

/** A mail that could not be handed over after so many tries is failed. With the pauses below that takes about three hours. */
export const MOST_TRIES = 12;

/** The pause after a first try that failed. It doubles with every further one. */
export const FIRST_PAUSE_SECONDS = 5;
export const LONGEST_PAUSE_SECONDS = 3_600;

/** What was sent, kept or failed is forgotten after so many days. */
export const SETTLED_KEPT_DAYS = 30;

/** What was withheld is forgotten after so many days. */
export const WITHHELD_KEPT_DAYS = 1;
