import { join, resolve } from 'node:path';
import { OWNER, openCluster } from './cluster';
import { openDirectory, prepareLayout } from './layout';
import { Presence } from './presence';
import { PostgresServer } from './postgres-server';
import { withStartLock } from './start-lock';

/** What is needed to start an embedded database. */
export interface EmbeddedPostgresSettings {
  /** Where it lives. Everybody who gives the same folder shares one server. */
  readonly directory: string;
  /** PostgreSQL settings on top of ours, for a server that this call starts; a running one keeps what it has. */
  readonly options?: Readonly<Record<string, string>>;
}

/** A real PostgreSQL server, started by the first process that needs it and stopped by the last. */
export class EmbeddedPostgres {
  private readonly presence: Presence;
  private stoppedOnPurpose = false;

  private constructor(
    private readonly lockFile: string,
    private readonly server: PostgresServer,
    /** Address of the database `chappe`, with its password. */
    readonly url: string,
    /** Lines worth printing. */
    readonly notes: readonly string[],
  ) {
    this.presence = new Presence(url, () => this.revive());
  }

  /**
   * Starts the server of a folder, or joins the one that runs. Waits up to 60 seconds while it recovers from a crash.
   *
   * @throws LaunchError that says what failed, what the server wrote, and what to do.
   */
  static async start({ directory, options = {} }: EmbeddedPostgresSettings): Promise<EmbeddedPostgres> {
    const folder = await openDirectory(resolve(directory));
    const lockFile = join(folder, 'lock');
    return withStartLock(lockFile, async () => {
      const layout = await prepareLayout(folder);
      const server = new PostgresServer(layout, await openCluster(layout), options);
      const port = await server.ensureRunning();
      const database = new EmbeddedPostgres(lockFile, server, server.urlOf(OWNER, port), layout.notes);
      await database.presence.announce();
      return database;
    });
  }

  /** This process no longer needs the database. The server stops if nobody else uses it. */
  async release(): Promise<void> {
    await withStartLock(this.lockFile, async () => {
      if (await this.presence.leave()) await this.server.stop('fast');
    });
  }

  /** For crash tests: the server stops without tidying up, as if its machine had lost power. */
  async stopAtOnce(): Promise<void> {
    this.stoppedOnPurpose = true;
    await this.server.stop('immediate');
  }

  /** For crash tests: starts it again on the same port, and waits for the end of its recovery. */
  async startAgain(): Promise<void> {
    await withStartLock(this.lockFile, () => this.server.startAt(this.url));
    this.stoppedOnPurpose = false;
  }

  /** Somebody killed the server. Its other users wait for it as this process does, so whoever is first starts it. */
  private async revive(): Promise<void> {
    if (!this.stoppedOnPurpose) await withStartLock(this.lockFile, () => this.server.startAt(this.url));
  }
}
