import type { Params } from '../../calls/params';
import { badRequest } from '../../calls/refusal';
import type { LocationRecord, VenueRecord } from '../../world/contents';
import { sendingContents } from './send-contents';

const FOR_EVER = 0x7fff_ffff;

/** https://core.telegram.org/bots/api#sendlocation */
export const sendLocation = sendingContents({
  name: 'sendLocation',
  read: ({ params }) => {
    refuseNowhere(params);
    return () => ({ location: { ...locationOf(params), ...liveness(params) } });
  },
});

/** https://core.telegram.org/bots/api#sendvenue */
export const sendVenue = sendingContents({
  name: 'sendVenue',
  read: ({ params }) => {
    refuseNowhere(params);
    return () => ({ venue: venueOf(params) });
  },
});

function refuseNowhere(params: Params): void {
  const missing = ['latitude', 'longitude'].find((name) => params.text(name).trim() === '');
  if (missing !== undefined) throw badRequest(`${missing} is empty`);
}

function locationOf(params: Params): LocationRecord {
  const [latitude, longitude] = [decimal(params, 'latitude'), decimal(params, 'longitude')];
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) throw badRequest('wrong location specified');
  const accuracy = Math.min(decimal(params, 'horizontal_accuracy'), 1_500);
  return { latitude, longitude, ...(accuracy > 0 && { horizontalAccuracy: accuracy }) };
}

/** A location that moves, in TDLib's words where it cannot (process_input_message_location). */
function liveness(params: Params): Partial<LocationRecord> {
  const livePeriod = params.integer('live_period') ?? 0;
  if (livePeriod === 0) return {};
  if (livePeriod !== FOR_EVER && !isWithin(livePeriod, 60, 86_400)) throw badRequest('wrong live location period specified');
  return { livePeriod, ...movement(params) };
}

function movement(params: Params): Partial<LocationRecord> {
  const heading = params.integer('heading') ?? 0;
  if (!isWithin(heading, 0, 360)) throw badRequest('wrong live location heading specified');
  const radius = params.integer('proximity_alert_radius') ?? 0;
  if (!isWithin(radius, 0, 100_000)) throw badRequest('wrong live location proximity alert radius specified');
  return { ...(heading > 0 && { heading }), ...(radius > 0 && { proximityAlertRadius: radius }) };
}

function isWithin(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}

function venueOf(params: Params): VenueRecord {
  const given = {
    foursquareId: params.text('foursquare_id'),
    foursquareType: params.text('foursquare_type'),
    googlePlaceId: params.text('google_place_id'),
    googlePlaceType: params.text('google_place_type'),
  };
  const told = Object.entries(given).filter(([, value]) => value !== '');
  const [title, address] = [params.text('title'), params.text('address')];
  return { location: locationOf(params), title, address, ...Object.fromEntries(told) };
}

/** What is no number counts as 0, as in TDLib. */
function decimal(params: Params, name: string): number {
  const value = Number.parseFloat(params.text(name));
  return Number.isNaN(value) ? 0 : value;
}
