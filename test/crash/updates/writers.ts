import type { Progress } from '../progress';
import type { Random } from '../random';
import type { Poisoner } from './poison';
import type { UpdatesSize } from './sizes';
import type { Stage } from './stage';

/** A text of somebody, each different from all others. */
export interface Written {
  readonly botId: number;
  readonly chatId: number;
  readonly text: string;
}

/** How often somebody comes or goes instead of writing, where people can. */
const STIRRED = 0.15;

/** There is something behind every poison, and time for its tries: those of a lethal one need a new process each. */
const LATEST = { write: 0.95, stir: 0.95, poison: 0.45, lethal: 0.25 } as const;
const LAST = 0.97;

type Deed = 'write' | 'stir' | 'poison' | 'lethal';

interface Appointment {
  readonly at: number;
  readonly deed: Deed;
}

/** Everybody writes in the course of a campaign, each chat one thing after the other. */
export class Writers {
  readonly written: Written[] = [];
  stirred = 0;

  constructor(
    private readonly stages: readonly Stage[],
    private readonly poisoner: Poisoner,
    private readonly random: Random,
  ) {}

  /** Each chat gets its first text. */
  async begin(): Promise<void> {
    for (const stage of this.stages) await this.write(stage, this.random);
  }

  async run(size: UpdatesSize, progress: Progress): Promise<void> {
    const plans = this.plan(size);
    await Promise.all(
      this.stages.map((stage, index) => this.follow(stage, plans[index] ?? [], { progress, random: this.random.fork() })),
    );
  }

  /** What is to happen in each chat, in order. Poison goes to chats by chance: some get none, some several. */
  private plan({ messages, poison, lethal }: UpdatesSize): Appointment[][] {
    const plans = this.stages.map((): Appointment[] => []);
    const add = (count: number, deed: Deed): void => {
      for (let one = 0; one < count; one++) this.random.pick(plans).push({ at: this.random.fraction() * LATEST[deed], deed });
    };
    add(messages - 2 * this.stages.length, 'write');
    add(poison - lethal, 'poison');
    add(lethal, 'lethal');
    add(Math.round(messages * STIRRED), 'stir');
    for (const plan of plans) plan.push({ at: LAST, deed: 'write' });
    return plans.map((plan) => plan.sort((left, right) => left.at - right.at));
  }

  private async follow(
    stage: Stage,
    plan: readonly Appointment[],
    { progress, random }: { progress: Progress; random: Random },
  ): Promise<void> {
    for (const { at, deed } of plan) {
      await progress.until(at);
      if (deed === 'write') await this.write(stage, random);
      else if (deed === 'stir') await this.stir(stage, random);
      else await this.poisoner.give(stage, deed === 'lethal');
    }
  }

  private async write(stage: Stage, random: Random): Promise<void> {
    const text = `text ${String(this.written.length)} in ${stage.name}`;
    this.written.push({ botId: stage.bot.id, chatId: stage.chatId, text });
    await stage.write(text, random);
  }

  private async stir(stage: Stage, random: Random): Promise<void> {
    if (!stage.group) return;
    this.stirred++;
    await stage.stir(random);
  }
}
