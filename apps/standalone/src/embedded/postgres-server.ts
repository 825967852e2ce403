import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { OWNER, realCluster } from './cluster';
import { codeOf, LaunchError, tailOf } from './launch-error';
import { type Layout } from './layout';
import { clearStalePidFile, logFile, readPidFile, spawnPostmaster, stopPostmaster } from './postmaster';
import { readIfThere, writePrivateFile } from './private-file';
import { servesCluster } from './process-identity';

const START_LIMIT_MS = 60_000;
const PORT_ATTEMPTS = 5;

/** The server of one data directory: whether it runs, starting it, stopping it. Callers hold the start lock. */
export class PostgresServer {
  constructor(
    private readonly layout: Layout,
    private readonly password: string,
    private readonly options: Readonly<Record<string, string>>,
  ) {}

  /** The address of a database on this server. */
  urlOf(database: string, port: number): string {
    return `postgres://${OWNER}:${this.password}@127.0.0.1:${String(port)}/${database}`;
  }

  /** Joins the running server or starts one. Gives its port: the one of last time, or another if a stranger took that. */
  async ensureRunning(): Promise<number> {
    const running = await this.findRunning();
    if (running !== null) return running;
    const file = join(this.layout.directory, 'port');
    for (let attempt = 1; ; attempt += 1) {
      const remembered = Number(await readIfThere(file));
      const port = attempt === 1 && remembered > 0 && (await isFree(remembered)) ? remembered : await freePort();
      if (port !== remembered) await writePrivateFile(file, String(port));
      if (await this.start(port)) return port;
      if (attempt === PORT_ATTEMPTS) throw await this.failure('found no free port');
    }
  }

  /** Starts the server on the port of this address, unless it runs already. */
  async startAt(url: string): Promise<void> {
    if ((await this.findRunning()) !== null) return;
    if (!(await this.start(Number(new URL(url).port)))) throw await this.failure('could not have its port again');
  }

  async stop(mode: 'fast' | 'immediate'): Promise<void> {
    await stopPostmaster(this.layout, mode);
  }

  /** A server counts as running when it takes our password and says that it serves our data directory. */
  private async findRunning(): Promise<number | null> {
    const cluster = await realCluster(this.layout);
    const deadline = Date.now() + START_LIMIT_MS;
    for (;;) {
      const claim = await readPidFile(cluster);
      if (!claim || !servesCluster(claim.pid, cluster)) return null;
      if (claim.port > 0 && (await this.answers(claim.port, cluster))) return claim.port;
      if (Date.now() > deadline) throw await this.failure(`(process ${String(claim.pid)}) did not become ready within a minute`);
      await pause(25); // it starts, recovers or stops
    }
  }

  /** False when the port belongs to somebody else. */
  private async start(port: number): Promise<boolean> {
    const cluster = await realCluster(this.layout);
    await clearStalePidFile(cluster);
    const deadline = Date.now() + START_LIMIT_MS;
    let server = await spawnPostmaster(this.layout, port, this.options);
    for (;;) {
      if (server.ended) {
        const log = await tailOf(logFile(this.layout));
        if (/could not bind|could not create any TCP/.test(log)) return false;
        if (!log.includes('pre-existing shared memory block')) throw await this.failure('ended while it started');
        server = await spawnPostmaster(this.layout, port, this.options); // orphans of a killed server are about to end
      } else if (await this.answers(port, cluster)) return true;
      if (Date.now() > deadline) throw await this.failure('did not become ready within a minute');
      await pause(25);
    }
  }

  /** True when the server is ready; makes sure that the database exists. Throws when it refuses the password. */
  private async answers(port: number, cluster: string): Promise<boolean> {
    const client = new Client({ connectionString: this.urlOf('postgres', port), connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ directory: string }>(`select current_setting('data_directory') as directory`);
      if (rows[0]?.directory !== cluster) return false;
      const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [OWNER]);
      if (rowCount === 0) await client.query(`create database ${OWNER}`);
      return true;
    } catch (error) {
      if (codeOf(error) === '28P01') throw this.wrongPassword();
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private async failure(what: string): Promise<LaunchError> {
    return new LaunchError(
      `The embedded database in ${this.layout.cluster} ${what}.`,
      `The full log is ${logFile(this.layout)}. If the disk is full, free some space; if the data is damaged, restore a copy of it, ` +
        `or delete ${this.layout.directory} to begin with an empty database. Or set DATABASE_URL to a PostgreSQL of your own.`,
      await tailOf(logFile(this.layout)),
    );
  }

  private wrongPassword(): LaunchError {
    return new LaunchError(
      `The embedded database in ${this.layout.cluster} refuses the password in ${join(this.layout.directory, 'password')}.`,
      'Put the file back as it was when the database was created; a copy of the folder has to include it.',
    );
  }
}

function isFree(port: number): Promise<boolean> {
  return listenOnce(port).then(
    () => true,
    () => false,
  );
}

function freePort(): Promise<number> {
  return listenOnce(0);
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen({ port, host: '127.0.0.1' }, () => {
      const { port: got } = server.address() as AddressInfo;
      server.close(() => {
        resolve(got);
      });
    });
  });
}
