import { Injectable } from '@nestjs/common';
import type { MembershipMove } from '@app/telegram';
import { MembershipsRepository, type Place, type Told } from './memberships.repository';

/** Who is in which chat. */
@Injectable()
export class MembershipsService {
  constructor(private readonly memberships: MembershipsRepository) {}

  /** Follows who is proved to be in a chat, or out of it. What was told earlier changes nothing but since when somebody is there. */
  async record(place: Place, moves: readonly MembershipMove[], when: Told): Promise<void> {
    if (moves.length > 0) await this.memberships.record(place, moves, when);
  }
}
