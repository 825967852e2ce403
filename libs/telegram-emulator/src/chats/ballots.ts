import type { UpdateBox } from '../updates/update-box';
import { personAsUser } from '../world/bot-api-form';
import { pollInBotApiForm } from '../world/contents-form';
import type { PollRecord } from '../world/poll-record';
import type { PersonRecord, UpdateKind } from '../world/records';
import type { World } from '../world/world';

/** The polls of bots: how people vote in them, and what the bots hear of it. */
export class Ballots {
  constructor(
    private readonly world: World,
    private readonly updates: UpdateBox,
  ) {}

  /** From now on it can be voted in, for as long as it says. */
  open(draft: Omit<PollRecord, 'id' | 'votes'>): PollRecord {
    const poll: PollRecord = { ...draft, id: this.world.random.text('123456789', 19), votes: {} };
    this.world.polls.set(poll.id, poll);
    this.closeInTime(poll);
    return poll;
  }

  /** Polls of a restored world close when they should, too. */
  resume(): void {
    for (const poll of this.world.polls.values()) this.closeInTime(poll);
  }

  /** Votes, votes otherwise, or takes a vote back. @throws Error for what an app would not do. */
  vote(person: PersonRecord, poll: PollRecord, options: readonly number[]): void {
    refuseVote(poll, options, poll.votes[String(person.id)] !== undefined);
    const chosen = [...new Set(options)].sort((one, other) => one - other);
    if (chosen.length > 0) poll.votes[String(person.id)] = chosen;
    else poll.votes = Object.fromEntries(Object.entries(poll.votes).filter(([id]) => id !== String(person.id)));
    if (!poll.isAnonymous) {
      this.tellBot(poll, 'poll_answer', {
        poll_id: poll.id,
        user: personAsUser(person),
        option_ids: chosen,
        option_persistent_ids: chosen.map((option) => poll.options[option]?.id),
      });
    }
    this.changed(poll);
  }

  close(poll: PollRecord): void {
    if (poll.isClosed) return;
    poll.isClosed = true;
    this.changed(poll);
  }

  private closeInTime(poll: PollRecord): void {
    if (poll.closeDate === undefined || poll.isClosed) return;
    this.world.clock.after(Math.max(0, poll.closeDate * 1_000 - this.world.clock.now()), () => {
      if (this.world.polls.has(poll.id)) this.close(poll);
    });
  }

  private changed(poll: PollRecord): void {
    this.tellBot(poll, 'poll', pollInBotApiForm(poll));
    this.world.announce({ kind: 'edited', botId: poll.botId });
  }

  private tellBot({ id, botId }: PollRecord, kind: UpdateKind, payload: object): void {
    const bot = this.world.bots.get(botId);
    if (bot) this.updates.put(bot, kind, `poll:${id}`, payload);
  }
}

function refuseVote(poll: PollRecord, options: readonly number[], hasVoted: boolean): void {
  if (poll.isClosed) throw new Error(`The poll «${poll.question}» is closed`);
  if (hasVoted && !poll.allowsRevoting) throw new Error(`In the poll «${poll.question}» a vote cannot be changed`);
  if (options.length > 1 && !poll.allowsMultipleAnswers) throw new Error(`The poll «${poll.question}» takes one answer`);
  const unknown = options.find((option) => !poll.options[option]);
  if (unknown !== undefined) throw new Error(`The poll «${poll.question}» has no option ${String(unknown)}`);
}
