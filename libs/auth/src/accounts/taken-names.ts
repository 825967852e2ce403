import { Injectable } from '@nestjs/common';

/** Names under which others speak already; whoever knows them stands to the right and registers when its module starts. */
export type TakenNamesSource = () => Promise<readonly string[]>;

/** Names that no account may give itself. */
@Injectable()
export class TakenNames {
  private readonly sources: TakenNamesSource[] = [];

  register(source: TakenNamesSource): void {
    this.sources.push(source);
  }

  async all(): Promise<string[]> {
    return (await Promise.all(this.sources.map((source) => source()))).flat();
  }
}
