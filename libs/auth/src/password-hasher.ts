import { Injectable } from '@nestjs/common';
import { hash, verify, type Options } from '@node-rs/argon2';
import { BusyError } from './auth.errors';

/** argon2id (the library's default) with the parameters of the OWASP cheat sheet for passwords: 19 MiB, 2 rounds. */
const OPTIONS: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashing is heavy on purpose: so many at once, so many waiting, and the rest is asked to come back. */
const AT_ONCE = 2;
const WAITING = 20;

/** Hashes and checks passwords without letting a flood of sign-ins slow down everything else. */
@Injectable()
export class PasswordHasher {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private dummy?: Promise<string>;

  /** @throws BusyError when too many wait already. */
  async hash(password: string): Promise<string> {
    return await this.inTurn(() => hash(password, OPTIONS));
  }

  /**
   * Whether the password is the right one. Without a hash (an unknown login) it takes the same time and answers false.
   *
   * @throws BusyError when too many wait already.
   */
  async matches(storedHash: string | undefined, password: string): Promise<boolean> {
    this.dummy ??= hash('nobody has this password', OPTIONS);
    const against = storedHash ?? (await this.dummy);
    const right = await this.inTurn(() => verify(against, password));
    return right && storedHash !== undefined;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= AT_ONCE) await this.wait();
    else this.running++;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      // The place is handed on, so `running` stays as it is.
      if (next) next();
      else this.running--;
    }
  }

  private async wait(): Promise<void> {
    if (this.waiting.length >= WAITING) throw new BusyError();
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }
}
