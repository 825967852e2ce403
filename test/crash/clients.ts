import type { Progress } from './progress';
import type { Random } from './random';
import { Submissions, type Destination, type Send } from './submissions';

/** Messages that a client sends in one go, on average. */
const BURST = 3;

/** How often a request is repeated although it was answered, as a client does whose disk forgot the answer. */
const NEEDLESS_REPEATS = 0.1;

/**
 * Clients that send their messages one after the other, one client for each chat. A request that is not answered, or is
 * answered with 5xx, is repeated with the same key until it is accepted.
 */
export class Clients {
  private readonly submissions: Submissions;

  constructor(
    root: string,
    private readonly progress: Progress,
    private readonly random: Random,
  ) {
    this.submissions = new Submissions(root);
  }

  get sends(): readonly Send[] {
    return this.submissions.sends;
  }

  get answers(): ReadonlyMap<string, number> {
    return this.submissions.answers;
  }

  /** Sends that many messages to each destination, spread over the campaign in bursts. */
  async run(destinations: readonly Destination[], total: number): Promise<void> {
    await Promise.all(
      destinations.map((destination, index) => {
        const count = Math.floor(total / destinations.length) + (index < total % destinations.length ? 1 : 0);
        return this.serve(destination, { client: index, count, random: this.random.fork() });
      }),
    );
  }

  private async serve(to: Destination, plan: { client: number; count: number; random: Random }): Promise<void> {
    const { client, count, random } = plan;
    const moments = Array.from({ length: Math.ceil(count / BURST) }, () => random.fraction() * 0.97);
    const times = Array.from({ length: count }, () => random.pick(moments)).sort((left, right) => left - right);
    for (const [index, time] of times.entries()) {
      await this.progress.until(time);
      const key = `client-${String(client)}-message-${String(index)}`;
      const delivery = random.chance(0.5) ? 'at_least_once' : 'at_most_once';
      const send = this.submissions.add(to, { key, text: `message ${String(index)} of client ${String(client)}`, delivery });
      await this.submissions.untilAccepted(to, send);
      if (random.chance(NEEDLESS_REPEATS)) await this.submissions.untilAccepted(to, send);
    }
  }
}
