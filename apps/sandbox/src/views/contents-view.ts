import type { EmulatedMessage, PollRecord } from '@app/telegram-emulator';

import type { ContentsView, PollView } from '../wire';

/** What a message holds beside a text and a file, as the reader sees it. */
export function contentsView({ poll, location, venue, contact, dice }: EmulatedMessage, readerId: number): ContentsView {
  const place = venue ?? (location && { location });
  return {
    ...(poll && { poll: pollView(poll, readerId) }),
    ...(place && { location: placeView(place) }),
    ...(contact && { contact: { name: nameOf(contact), phoneNumber: contact.phoneNumber } }),
    ...(dice && { dice: { emoji: dice.emoji, value: dice.value } }),
  };
}

/** The same in one line; undefined when there is nothing of the kind. */
export function contentsWords({ poll, location, venue, contact, dice }: EmulatedMessage): string | undefined {
  if (poll) return `📊 ${poll.question}`;
  if (venue ?? location) return `📍 ${venue?.title ?? 'location'}`;
  if (contact) return `👤 ${nameOf(contact)}`;
  return dice && `${dice.emoji} ${String(dice.value)}`;
}

/** The right answers of a quiz are shown to those who answered, and when it is over. */
function pollView(poll: PollRecord, readerId: number): PollView {
  const { question, type, isAnonymous, isClosed, allowsMultipleAnswers, allowsRevoting, votes, correctOptionIds, explanation } =
    poll;
  const mine = votes[String(readerId)] ?? [];
  const isOver = isClosed || mine.length > 0;
  const chosen = Object.values(votes).flat();
  return {
    question,
    type,
    isAnonymous,
    isClosed,
    allowsMultipleAnswers,
    allowsRevoting,
    options: poll.options.map(({ text }, at) => ({
      text,
      votes: chosen.filter((one) => one === at).length,
      isMine: mine.includes(at),
      ...(isOver && correctOptionIds && { isRight: correctOptionIds.includes(at) }),
    })),
    voters: Object.values(votes).filter((one) => one.length > 0).length,
    ...(isOver && explanation !== undefined && { explanation }),
  };
}

type Place = Pick<NonNullable<EmulatedMessage['venue']>, 'location'> & Partial<NonNullable<EmulatedMessage['venue']>>;

function placeView({ location: { latitude, longitude }, title, address }: Place): NonNullable<ContentsView['location']> {
  return { latitude, longitude, ...(title !== undefined && { title }), ...(address !== undefined && { address }) };
}

function nameOf({ firstName, lastName }: NonNullable<EmulatedMessage['contact']>): string {
  return lastName === undefined ? firstName : `${firstName} ${lastName}`;
}
