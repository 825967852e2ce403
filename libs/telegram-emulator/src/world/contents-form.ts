import type { Contents, ContactRecord, LocationRecord, VenueRecord } from './contents';
import { votersOf, type PollRecord } from './poll-record';

/** The fields of a message that carry what is neither text nor a file; null when there are none. */
export function contentsInBotApiForm({ location, venue, contact, dice, poll }: Contents): object | null {
  if (location) return { location: locationForm(location) };
  // Bots that do not know venues shall see a location.
  if (venue) return { venue: venueForm(venue), location: locationForm(venue.location) };
  if (contact) return { contact: contactForm(contact) };
  if (dice) return { dice: { ...dice } };
  return poll ? { poll: pollInBotApiForm(poll) } : null;
}

/** https://core.telegram.org/bots/api#poll */
export function pollInBotApiForm(poll: PollRecord): object {
  return {
    id: poll.id,
    question: poll.question,
    ...(poll.questionEntities.length > 0 && { question_entities: poll.questionEntities }),
    options: poll.options.map(({ id, text, entities }, index) => ({
      persistent_id: id,
      text,
      ...(entities.length > 0 && { text_entities: entities }),
      voter_count: votersOf(poll, index),
    })),
    total_voter_count: Object.keys(poll.votes).length,
    ...rulesForm(poll),
  };
}

function rulesForm(poll: PollRecord): object {
  const { explanation, explanationEntities = [] } = poll;
  return {
    is_closed: poll.isClosed,
    is_anonymous: poll.isAnonymous,
    type: poll.type,
    allows_multiple_answers: poll.allowsMultipleAnswers,
    allows_revoting: poll.allowsRevoting,
    members_only: false,
    ...(poll.correctOptionIds && { correct_option_ids: poll.correctOptionIds }),
    ...(explanation !== undefined && { explanation }),
    ...(explanationEntities.length > 0 && { explanation_entities: explanationEntities }),
    ...(poll.openPeriod !== undefined && { open_period: poll.openPeriod }),
    ...(poll.closeDate !== undefined && { close_date: poll.closeDate }),
  };
}

function locationForm(location: LocationRecord): object {
  return present({
    latitude: location.latitude,
    longitude: location.longitude,
    horizontal_accuracy: location.horizontalAccuracy,
    live_period: location.livePeriod,
    heading: location.heading,
    proximity_alert_radius: location.proximityAlertRadius,
  });
}

function venueForm(venue: VenueRecord): object {
  return present({
    location: locationForm(venue.location),
    title: venue.title,
    address: venue.address,
    foursquare_id: venue.foursquareId,
    foursquare_type: venue.foursquareType,
    google_place_id: venue.googlePlaceId,
    google_place_type: venue.googlePlaceType,
  });
}

function contactForm(contact: ContactRecord): object {
  return present({
    phone_number: contact.phoneNumber,
    first_name: contact.firstName,
    last_name: contact.lastName,
    vcard: contact.vcard,
    user_id: contact.userId,
  });
}

function present(fields: Record<string, unknown>): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
