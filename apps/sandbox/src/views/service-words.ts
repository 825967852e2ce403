import type { EmulatedMessage } from '@app/telegram-emulator';

import type { Names } from './names';

type Service = NonNullable<EmulatedMessage['service']>;
type Tell = (service: Service, who: string, names: Names) => string;

/** What each kind of service message says, as an app would say it. */
const WORDS: Partial<Record<keyof Service, Tell>> = {
  new_chat_members: ({ new_chat_members: ids = [] }, who, names) =>
    names.all(ids) === who ? `${who} joined` : `${who} added ${names.all(ids)}`,
  left_chat_member: ({ left_chat_member: id }, who, names) =>
    names.of(id) === who ? `${who} left` : `${who} removed ${names.of(id)}`,
  new_chat_title: ({ new_chat_title: title = '' }, who) => `${who} changed the name to «${title}»`,
  group_chat_created: (_, who) => `${who} created the group`,
  supergroup_chat_created: (_, who) => `${who} created the group`,
  channel_chat_created: () => 'The channel was created',
  migrate_to_chat_id: () => 'The group became a supergroup',
  migrate_from_chat_id: () => 'The group became a supergroup',
  pinned_message: (_, who) => `${who} pinned a message`,
  forum_topic_edited: ({ forum_topic_edited: topic }, who) =>
    topic?.name === undefined ? `${who} changed a topic` : `${who} called the topic «${topic.name}»`,
  forum_topic_closed: (_, who) => `${who} closed the topic`,
  forum_topic_reopened: (_, who) => `${who} opened the topic again`,
  forum_topic_created: ({ forum_topic_created: topic }, who) => `${who} created the topic «${topic?.name ?? ''}»`,
};

/** A service message in words. */
export function serviceWords(service: Service, who: string, names: Names): string {
  const [kind] = Object.keys(service) as (keyof Service)[];
  const tell = kind === undefined ? undefined : WORDS[kind];
  return tell ? tell(service, who, names) : (kind ?? 'something happened').replaceAll('_', ' ');
}
