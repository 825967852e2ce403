import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Hints, type Hint } from '@app/platform';

export const SENDS_QUEUE = 'sends';

/** Tells the workers that a bot has messages to send. */
@Injectable()
export class SendHints extends Hints {
  constructor(@InjectQueue(SENDS_QUEUE) queue: Queue<Hint>) {
    super(queue);
  }
}
