import type { Update } from 'telegraf/types';
import { momentOf, timeOf } from './membership-facts';
import { cleanText, eventOf } from './update-facts';

/** Something told of a topic, and its place in the order of such news: Telegram's time, then the number of the update. */
export interface TopicFact<Value> {
  readonly value: Value;
  readonly at: Date;
  readonly updateId: number;
}

/** A topic that an update shows, and what it tells of it. */
export interface TopicSighting {
  readonly topicId: number;
  readonly title?: TopicFact<string>;
  readonly closed?: TopicFact<boolean>;
}

interface Told {
  readonly message?: Told;
  readonly reply_to_message?: Told;
  readonly message_id?: unknown;
  readonly message_thread_id?: unknown;
  readonly is_topic_message?: unknown;
  readonly date?: unknown;
  readonly forum_topic_created?: { readonly name?: unknown };
  readonly forum_topic_edited?: { readonly name?: unknown };
  readonly forum_topic_closed?: unknown;
  readonly forum_topic_reopened?: unknown;
  readonly general_forum_topic_hidden?: unknown;
  readonly general_forum_topic_unhidden?: unknown;
}

/** What is told of a topic without its number is told of General, which is 1 (core.telegram.org/bots/api#message). */
const GENERAL = 1;
const NEWS = [
  ...(['forum_topic_edited', 'forum_topic_closed', 'forum_topic_reopened'] as const),
  ...(['general_forum_topic_hidden', 'general_forum_topic_unhidden'] as const),
];
const MOST = 2 ** 31 - 1;
const LONGEST_TITLE = 255;

/**
 * The topic in which it happened. Whatever is written in a topic shows that there is one, and quotes the message that made
 * it, if it answers nothing else. That one tells the *first* name, so it is as old as it says itself.
 */
export function topicIn(update: Update): TopicSighting | undefined {
  const event = (eventOf(update) ?? {}) as Told;
  // A pressed button stands under a message; what that message tells, it has told before.
  const message = event.message ?? event;
  const topicId = topicOf(message);
  if (topicId === undefined) return undefined;
  const when = { at: momentOf(update) ?? new Date(0), updateId: update.update_id };
  const news = event.message === undefined ? message : {};
  const title = titleIn(news, when) ?? firstTitleIn(message);
  const closed = closedIn(news);
  return { topicId, ...(title && { title }), ...(closed !== undefined && { closed: { value: closed, ...when } }) };
}

function topicOf(message: Told): number | undefined {
  const isAboutGeneral = NEWS.some((kind) => message[kind] !== undefined);
  const number = message.is_topic_message === true ? message.message_thread_id : isAboutGeneral ? GENERAL : undefined;
  return Number.isSafeInteger(number) && Number(number) > 0 && Number(number) <= MOST ? Number(number) : undefined;
}

/** An edit may be of the icon only, and then has no name. */
function titleIn(message: Told, when: Omit<TopicFact<string>, 'value'>): TopicFact<string> | undefined {
  const name = (message.forum_topic_created ?? message.forum_topic_edited)?.name;
  const value = typeof name === 'string' ? cleanText(name, LONGEST_TITLE) : null;
  return value === null ? undefined : { value, ...when };
}

/** Of the same second whatever has a number of its own is newer. */
function firstTitleIn({ reply_to_message: quoted }: Told): TopicFact<string> | undefined {
  const at = timeOf(quoted?.date);
  return quoted?.forum_topic_created && at ? titleIn(quoted, { at, updateId: 0 }) : undefined;
}

/** Telegram closes General when it hides it, and does not open it when it shows it again. */
function closedIn(message: Told): boolean | undefined {
  if (message.forum_topic_created !== undefined || message.forum_topic_reopened !== undefined) return false;
  const isClosed = message.forum_topic_closed !== undefined || message.general_forum_topic_hidden !== undefined;
  return isClosed ? true : undefined;
}
