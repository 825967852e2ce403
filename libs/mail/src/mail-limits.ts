/** So many mails an hour are sent to one address at most; what is more is written down as withheld. */
export const MOST_TO_ONE_PER_HOUR = 6;

/** So many mails leave in a minute at most, over all processes; the rest waits for its turn. */
export const MOST_IN_ALL_PER_MINUTE = 100;

/** A mail that could not be handed over after so many tries is failed. With the pauses below that takes about three hours. */
export const MOST_TRIES = 12;

/** The pause after a first try that failed. It doubles with every further one. */
export const FIRST_PAUSE_SECONDS = 5;
export const LONGEST_PAUSE_SECONDS = 3_600;

/** What was sent, kept or failed is forgotten after so many days. */
export const SETTLED_KEPT_DAYS = 30;

/** What was withheld is forgotten after so many days. */
export const WITHHELD_KEPT_DAYS = 1;
