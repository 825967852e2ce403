import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Hints, type Hint } from '@app/platform';

export const UPDATES_QUEUE = 'updates';

/** Tells the workers that a bot has new updates. */
@Injectable()
export class UpdateHints extends Hints {
  constructor(@InjectQueue(UPDATES_QUEUE) queue: Queue<Hint>) {
    super(queue);
  }
}
