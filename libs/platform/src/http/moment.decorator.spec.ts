import * as fc from 'fast-check';
import { momentOf } from './moment.decorator';

it('reads every time that exists, to the millisecond, whatever its offset', () => {
  const times = fc.date({ min: new Date('0001-01-02T00:00:00Z'), max: new Date('9998-12-30T00:00:00Z'), noInvalidDate: true });
  const offsets = fc.integer({ min: -23 * 60, max: 23 * 60 });
  fc.assert(
    fc.property(times, offsets, (time, minutes) => {
      const local = new Date(time.getTime() + minutes * 60_000).toISOString().slice(0, -1);
      const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60].map((one) =>
        String(one).padStart(2, '0'),
      );
      expect(momentOf(`${local}${minutes < 0 ? '-' : '+'}${hours ?? ''}:${rest ?? ''}`)).toEqual(time);
    }),
  );
});

it.each([
  '2027-02-30T18:00:00Z',
  '2027-02-29T00:00:00Z',
  '2100-02-29T00:00:00Z',
  '2027-04-31T00:00:00+02:00',
  '2027-13-01T00:00:00Z',
  '2027-00-10T00:00:00Z',
  '2027-01-00T00:00:00Z',
  '2027-01-01T24:00:00Z',
  '2027-01-01T12:60:00Z',
  '2027-01-01T12:00:60Z',
  '2027-01-01T12:00:00+24:00',
  '2027-01-01T12:00:00+02:60',
  '2027-01-01T12:00:00',
  '2027-01-01 12:00:00Z',
  '+275760-09-13T00:00:00.000Z',
  'Dec 24 2029',
  '1800000000',
  '2027-01-01',
  '',
])('does not take %j', (text) => {
  expect(momentOf(text)).toBeNull();
});

it.each([
  ['2028-02-29T00:00Z', '2028-02-29T00:00:00.000Z'],
  ['2027-01-01t12:00:00.5z', '2027-01-01T12:00:00.500Z'],
])('takes %s', (text, time) => {
  expect(momentOf(text)?.toISOString()).toBe(time);
});

it('takes a day alone where that is asked for, unless it does not exist', () => {
  expect(momentOf('2026-01-31', { orDay: true })?.toISOString()).toBe('2026-01-31T00:00:00.000Z');
  expect(momentOf('2026-02-31', { orDay: true })).toBeNull();
});
