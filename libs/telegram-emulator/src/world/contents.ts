import type { FileRecord } from '../files/file-record';
import type { PollRecord } from './poll-record';

/** A file as it stands in a message; its caption is the message's text. */
export interface MediaRecord extends FileRecord {
  /** The album to which the message belongs. */
  groupId?: string;
  spoiler?: true;
  captionAbove?: true;
}

/** https://core.telegram.org/bots/api#location */
export interface LocationRecord {
  latitude: number;
  longitude: number;
  /** Metres. */
  horizontalAccuracy?: number;
  /** Seconds for which it follows its sender. */
  livePeriod?: number;
  /** Degrees. */
  heading?: number;
  /** Metres. */
  proximityAlertRadius?: number;
}

/** https://core.telegram.org/bots/api#venue */
export interface VenueRecord {
  location: LocationRecord;
  title: string;
  address: string;
  foursquareId?: string;
  foursquareType?: string;
  googlePlaceId?: string;
  googlePlaceType?: string;
}

/** https://core.telegram.org/bots/api#contact */
export interface ContactRecord {
  phoneNumber: string;
  firstName: string;
  lastName?: string;
  /** Whose it is, when they use Telegram. */
  userId?: number;
  vcard?: string;
}

/** https://core.telegram.org/bots/api#dice */
export interface DiceRecord {
  emoji: string;
  value: number;
}

/** What a message can hold beside a text. */
export interface Contents {
  media?: MediaRecord;
  location?: LocationRecord;
  venue?: VenueRecord;
  contact?: ContactRecord;
  dice?: DiceRecord;
  poll?: PollRecord;
}

/** The contents of a message without the rest of it. A poll is the same one wherever it is shown; everything else is a copy. */
export function contentsOf({ media, location, venue, contact, dice, poll }: Contents): Contents {
  const own = Object.entries({ media, location, venue, contact, dice }).filter(([, value]) => value !== undefined);
  return { ...(structuredClone(Object.fromEntries(own)) as Contents), ...(poll && { poll }) };
}

/** Whether it holds anything but text. */
export function hasContents(message: Contents): boolean {
  return Object.keys(contentsOf(message)).length > 0;
}
