import { Injectable } from '@nestjs/common';

/**
 * The time of this process, for tokens and mail. Leases, schedules and expiry in the database use the
 * database's own clock, so that a wrong clock on one machine changes nothing there.
 */
@Injectable()
export class Clock {
  /** Now. */
  now(): Date {
    return new Date();
  }
}
