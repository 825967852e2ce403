import * as fc from 'fast-check';
import { topicIn } from './topic-facts';
import type { Update } from './update-facts';

const update = (event: unknown, kind = 'message'): Update => ({ update_id: 7, [kind]: event }) as unknown as Update;
const inTopic = { date: 1_000, message_id: 50, message_thread_id: 40, is_topic_message: true };
const now = { at: new Date(1_000_000), updateId: 7 };
const made = (name: unknown, date = 900) => ({ reply_to_message: { date, message_id: 40, forum_topic_created: { name } } });

it.each([
  ['made', { forum_topic_created: { name: ' Plans ' } }, { title: { value: 'Plans', ...now }, closed: { value: false, ...now } }],
  ['renamed', { forum_topic_edited: { name: 'Dreams' } }, { title: { value: 'Dreams', ...now } }],
  ['given another icon', { forum_topic_edited: {} }, {}],
  ['closed', { forum_topic_closed: {} }, { closed: { value: true, ...now } }],
  ['opened again', { forum_topic_reopened: {} }, { closed: { value: false, ...now } }],
  ['written in', { text: 'hi' }, {}],
  ['given a name of nothing', { forum_topic_edited: { name: ' \0' } }, {}],
])('tells of a topic that is %s', (_, message, told) => {
  expect(topicIn(update({ ...inTopic, ...message }))).toEqual({ topicId: 40, ...told });
});

it('takes the name in a quotation for as old as it says itself, and older than all else of that second', () => {
  const first = { value: 'Plans', at: new Date(900_000), updateId: 0 };
  expect(topicIn(update({ ...inTopic, text: 'hi', ...made('Plans') }))).toEqual({ topicId: 40, title: first });
  expect(topicIn(update({ ...inTopic, ...made('Plans'), forum_topic_edited: {} }))).toEqual({ topicId: 40, title: first });
  expect(topicIn(update({ ...inTopic, ...made('Plans'), forum_topic_edited: { name: 'Dreams' } }))?.title?.value).toBe('Dreams');
});

it('learns from a pressed button where its message stands, and nothing that this has told before', () => {
  const message = { ...inTopic, forum_topic_created: { name: 'Plans' } };
  expect(topicIn(update({ from: { id: 5 }, message }, 'callback_query'))).toEqual({ topicId: 40 });
});

it.each([
  ['renamed', { forum_topic_edited: { name: 'Lobby' } }, { title: { value: 'Lobby', ...now } }],
  ['closed', { forum_topic_closed: {} }, { closed: { value: true, ...now } }],
  ['hidden, which closes it', { general_forum_topic_hidden: {} }, { closed: { value: true, ...now } }],
  ['shown again, which does not open it', { general_forum_topic_unhidden: {} }, {}],
])('knows General, of which nothing says the number, when it is %s', (_, message, told) => {
  expect(topicIn(update({ date: 1_000, message_id: 50, ...message }))).toEqual({ topicId: 1, ...told });
});

it.each([
  ['in a chat without topics', { text: 'hi' }],
  ['in the comments to a post', { text: 'hi', message_thread_id: 40 }],
  ['in what has no number', { is_topic_message: true }],
  ['in what has too great a number', { is_topic_message: true, message_thread_id: 2 ** 31 }],
])('finds no topic %s', (_, message) => {
  expect(topicIn(update({ date: 1_000, message_id: 50, ...message }))).toBeUndefined();
});

it('is never put off by what an update holds', () => {
  const keys = fc.constantFrom('is_topic_message', 'message_thread_id', 'date', 'message', 'reply_to_message');
  const news = fc.constantFrom('forum_topic_created', 'forum_topic_edited', 'forum_topic_closed');
  const events = fc.oneof(fc.jsonValue(), fc.dictionary(fc.oneof(keys, news), fc.jsonValue()));
  fc.assert(
    fc.property(events, fc.constantFrom('message', 'callback_query', 'poll'), (event, kind) => {
      expect(() => topicIn(update(event, kind))).not.toThrow();
    }),
  );
});
