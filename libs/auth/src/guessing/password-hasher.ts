import { Injectable } from '@nestjs/common';
import { hash, verify, type Options } from '@node-rs/argon2';
import { availableParallelism } from 'node:os';
import { Turnstile, type Comer } from './turnstile';

/** argon2id (the library's default) with the parameters of the OWASP cheat sheet for passwords: 19 MiB, 2 rounds. */
const OPTIONS: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashing is heavy on purpose: two at once, but one core is always left to those who only read. */
const AT_ONCE = Math.max(1, Math.min(2, availableParallelism() - 1));
const WAITING = 20;

/** Hashes and checks passwords without letting a flood of sign-ins slow down everything else. */
@Injectable()
export class PasswordHasher {
  private readonly turnstile = new Turnstile({ atOnce: AT_ONCE, waiting: WAITING, knownAtOnce: 1, restful: true });
  private dummy?: Promise<string>;

  /** @throws BusyError when too many wait already. */
  async hash(password: string, comer: Comer): Promise<string> {
    return await this.turnstile.pass(comer, () => hash(password, OPTIONS));
  }

  /**
   * Whether the password is the right one. Without a hash (an unknown login) it takes the same time and answers false.
   *
   * @throws BusyError when too many wait already.
   */
  async matches(storedHash: string | undefined, password: string, comer: Comer): Promise<boolean> {
    this.dummy ??= hash('nobody has this password', OPTIONS);
    const against = storedHash ?? (await this.dummy);
    const right = await this.turnstile.pass(comer, () => verify(against, password));
    return right && storedHash !== undefined;
  }
}
