import { Injectable } from '@nestjs/common';

/** What has to happen when a token ends; whoever sees to it stands to the right and registers when its module starts. */
export interface TokenEnding {
  /** Takes back what the tokens had scheduled, in the transaction that ends them. */
  takeBack(tokenIds: readonly string[]): Promise<void>;
}

/** All that has to happen when tokens end. */
@Injectable()
export class TokenEndings {
  private readonly known = new Set<TokenEnding>();

  register(ending: TokenEnding): void {
    this.known.add(ending);
  }

  async takeBack(tokenIds: readonly string[]): Promise<void> {
    if (tokenIds.length > 0) for (const ending of this.known) await ending.takeBack(tokenIds);
  }
}
