import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { codeOf } from './launch-error';

/**
 * A word that tells a process from a later one with the same pid; null when no such process lives. A process that has died
 * but was not collected by its parent counts as dead: it answers signals, and in a container it may stay for ever.
 */
export function identityOf(pid: number): string | null {
  if (!answersSignals(pid)) return null;
  if (process.platform === 'win32') return 'alive';
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

/** True when the process lives and is a PostgreSQL that works in this data directory (it makes that its working directory). */
export function servesCluster(pid: number, cluster: string): boolean {
  if (identityOf(pid) === null) return false;
  if (process.platform === 'win32') return true;
  if (process.platform !== 'linux') return ps(pid, 'command=').includes('postgres');
  try {
    return readlinkSync(`/proc/${String(pid)}/cwd`) === cluster;
  } catch {
    return true; // another user's process: only connecting can tell
  }
}

/** True while a process is attached to the System V memory segment, as the orphans of a killed server are for a moment. */
export function memoryIsAttached(segmentId: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const rows = readFileSync('/proc/sysvipc/shm', 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/));
    return rows.some((row) => Number(row[1]) === segmentId && Number(row[6]) > 0);
  } catch {
    return false;
  }
}

/** True while the pid is taken, be it by a process that has died and was not collected. */
export function answersSignals(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function fromProc(pid: number): string | null {
  try {
    const text = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' '); // proc(5): the state is field 3, the start time field 22
    const dead = fields[0] === 'Z' || fields[0] === 'X';
    return dead ? null : `${bootId()}-${fields[19] ?? ''}`;
  } catch {
    return answersSignals(pid) ? 'unseen' : null;
  }
}

function fromPs(pid: number): string | null {
  const line = ps(pid, 'stat=,lstart=');
  return line === '' || line.startsWith('Z') ? null : line.replace(/^\S+\s+/, '').replaceAll(/\s+/g, '_');
}

function ps(pid: number, columns: string): string {
  try {
    return execFileSync('ps', ['-o', columns, '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
}

function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}
