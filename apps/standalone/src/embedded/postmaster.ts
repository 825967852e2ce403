import { spawn } from 'node:child_process';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { LaunchError, tailOf } from './launch-error';
import { type Layout } from './layout';
import { giveToFolderOwner } from './private-file';
import { answersSignals, memoryIsAttached, servesCluster } from './process-identity';
import { bareEnvironment, runAs } from './run-as';

/** What `postmaster.pid` says of the server that wrote it. */
export interface PidFile {
  readonly pid: number;
  readonly port: number;
  readonly sharedMemoryId: number;
}

/** A server process that was just started. */
export interface Starting {
  /** Set when it has ended, which a healthy one never does. */
  ended: boolean;
}

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_destination: 'stderr',
  logging_collector: 'off',
  log_line_prefix: '%m [%p] ',
  // errors of statements go to the client; written here they would grow the file and repeat what the rows hold
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
};

const LOG_NAME = 'server.log';

/** The file the server writes its messages to, emptied at every start. */
export function logFile(layout: Layout): string {
  return join(layout.directory, LOG_NAME);
}

/** Reads who claims to serve the cluster; null when nobody does. */
export async function readPidFile(cluster: string): Promise<PidFile | null> {
  const text = await readFile(pidFileOf(cluster), 'utf8').catch(() => '');
  const lines = text.split('\n'); // pid, data directory, start time, port, socket, address, shared memory key and id, state
  const [pid, port, memory] = [Number(lines[0]), Number(lines[3]), Number(lines[6]?.trim().split(/\s+/)[1])];
  return Number.isSafeInteger(pid) && pid > 0 ? { pid, port, sharedMemoryId: memory } : null;
}

/**
 * Starts the server in a session of its own: neither Ctrl-C nor the end of this process reaches it. What is ready, only a
 * connection can tell.
 */
export async function spawnPostmaster(
  layout: Layout,
  port: number,
  options: Readonly<Record<string, string>>,
): Promise<Starting> {
  const log = await open(logFile(layout), 'w', 0o600);
  await giveToFolderOwner(logFile(layout));
  const settings = Object.entries({ ...SETTINGS, ...options, port: String(port) });
  const state: Starting = { ended: false };
  try {
    const child = spawn(
      join(layout.binaries, 'bin', 'postgres'),
      ['-D', layout.cluster, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      { ...layout.as, cwd: '/', env: bareEnvironment(), detached: true, stdio: ['ignore', log.fd, log.fd] },
    );
    child.on('error', () => (state.ended = true));
    child.on('exit', () => (state.ended = true));
    child.unref();
  } finally {
    await log.close();
  }
  return state;
}

/** Stops the server and waits for its end. One that does not run is stopped already. */
export async function stopPostmaster(layout: Layout, mode: 'fast' | 'immediate'): Promise<void> {
  const pidFile = await readPidFile(layout.cluster);
  if (!pidFile || !servesCluster(pidFile.pid, layout.cluster)) return;
  const args = ['stop', '-D', layout.cluster, '-m', mode, '-w', '-t', '60'];
  const { code, output } = await runAs(layout.as, join(layout.binaries, 'bin', 'pg_ctl'), args);
  if (code === 0 || !servesCluster(pidFile.pid, layout.cluster)) return;
  throw new LaunchError(
    `The embedded database in ${layout.cluster} did not stop within a minute.`,
    `End its process (${String(pidFile.pid)}) with kill -INT; it loses nothing.`,
    output + (await tailOf(logFile(layout))),
  );
}

/**
 * A killed server leaves its pid file. PostgreSQL itself copes when that process is gone, but not when it is dead and
 * uncollected, or when the pid now belongs to another program of the same user (after the restart of a container). Then the
 * file is removed here, once the last orphan of the killed server has let go of the shared memory. Call it only when no
 * server of this cluster lives.
 */
export async function clearStalePidFile(cluster: string): Promise<void> {
  const pidFile = await readPidFile(cluster);
  if (!pidFile || !answersSignals(pidFile.pid)) return;
  const deadline = Date.now() + 30_000;
  while (memoryIsAttached(pidFile.sharedMemoryId) && Date.now() < deadline) await pause(20);
  if (!memoryIsAttached(pidFile.sharedMemoryId)) await rm(pidFileOf(cluster), { force: true });
}

function pidFileOf(cluster: string): string {
  return join(cluster, 'postmaster.pid');
}
