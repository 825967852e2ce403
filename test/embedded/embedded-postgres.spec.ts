import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { KEPT, READ, WRITE, eventually, postmasterPid, query, useFolder } from './database-folder';
import { OtherProcess } from './other-process';

const folder = useFolder();

describe('one server for all who give the same folder', () => {
  it('finds in a second process what a first one wrote, after the server was stopped in between', async () => {
    const first = await OtherProcess.start(folder.directory);
    await query(first.url, WRITE);
    await first.release();
    await expect(query(first.url, READ)).rejects.toThrow('ECONNREFUSED');

    const database = await folder.start();
    expect(database.url).toBe(first.url);
    expect(await query(database.url, READ)).toEqual(KEPT);
  });

  it('keeps running until the last process has released it', async () => {
    const mine = await folder.start();
    const other = await OtherProcess.start(folder.directory);
    expect(other.url).toBe(mine.url);

    await mine.release();
    expect(await query(other.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await other.release();
    await expect(query(other.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
  });

  it('survives the kill of the process that started it, and is joined and stopped by the next', async () => {
    const first = await OtherProcess.start(folder.directory);
    await query(first.url, WRITE);
    await first.kill();
    const pid = await postmasterPid(folder.directory);

    const next = await OtherProcess.start(folder.directory);
    expect(await postmasterPid(folder.directory)).toBe(pid);
    expect(await query(next.url, READ)).toEqual(KEPT);
    await next.release();
    await expect(query(next.url, READ)).rejects.toThrow('ECONNREFUSED');
  });

  it('is created once when processes start at the same moment', async () => {
    const [one, two, mine] = await Promise.all([
      OtherProcess.start(folder.directory),
      OtherProcess.start(folder.directory),
      folder.start(),
    ]);
    expect([one.url, two.url]).toEqual([mine.url, mine.url]);
    await Promise.all([one.release(), two.release()]);
    expect(await query(mine.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('takes over the lock of a process that died while it started', async () => {
    const dead = await OtherProcess.start(folder.directory);
    await dead.release();
    await writeFile(join(folder.directory, 'lock'), '999999999 gone 0');
    expect(await query((await folder.start()).url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('moves to another port when a stranger has taken its own', async () => {
    const first = await OtherProcess.start(folder.directory);
    await query(first.url, WRITE);
    await first.release();
    const stranger = createServer();
    await once(stranger.listen(Number(new URL(first.url).port), '127.0.0.1'), 'listening');
    try {
      const database = await folder.start();
      expect(new URL(database.url).port).not.toBe(new URL(first.url).port);
      expect(await query(database.url, READ)).toEqual(KEPT);
    } finally {
      stranger.close();
    }
  });
});

describe('after a crash', () => {
  it('finds its data when both the server and its user were killed', async () => {
    const first = await OtherProcess.start(folder.directory);
    await query(first.url, WRITE);
    await first.kill();
    process.kill(await postmasterPid(folder.directory), 'SIGKILL');

    expect(await query((await folder.start()).url, READ)).toEqual(KEPT);
  });

  it('starts although the pid of the killed server now belongs to a dead process that nobody collects', async () => {
    const first = await OtherProcess.start(folder.directory);
    await query(first.url, WRITE);
    await first.kill();
    process.kill(await postmasterPid(folder.directory), 'SIGKILL');
    const { uid, gid } = await stat(join(folder.directory, 'data'));
    const negligent = spawn('/bin/sh', ['-c', 'true & echo $!; exec sleep 60'], {
      uid,
      gid,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [output] = (await once(negligent.stdout, 'data')) as [Buffer];
    const file = join(folder.directory, 'data', 'postmaster.pid');
    const lines = (await readFile(file, 'utf8')).split('\n');
    await writeFile(file, [output.toString().trim(), ...lines.slice(1)].join('\n'));
    try {
      expect(await query((await folder.start()).url, READ)).toEqual(KEPT);
    } finally {
      negligent.kill('SIGKILL');
    }
  });

  it('is started again by a process that uses it when somebody kills the server', async () => {
    const database = await folder.start();
    await query(database.url, WRITE);
    const killed = await postmasterPid(folder.directory);
    process.kill(killed, 'SIGKILL');

    expect(await eventually(() => query(database.url, READ))).toEqual(KEPT);
    expect(await postmasterPid(folder.directory)).not.toBe(killed);
  });

  it('stops at once and starts again on the same port, and its users hold on to it as before', async () => {
    const database = await folder.start();
    await query(database.url, WRITE);
    await database.stopAtOnce();
    await expect(query(database.url, READ)).rejects.toThrow('ECONNREFUSED');
    await database.startAgain();
    expect(await query(database.url, READ)).toEqual(KEPT);

    const held = "select 1 from pg_locks where locktype = 'advisory' and mode = 'ShareLock' and granted";
    await eventually(async () => {
      expect(await query(database.url, held)).toHaveLength(1);
    });
    await (await OtherProcess.start(folder.directory)).release();
    expect(await query(database.url, READ)).toEqual(KEPT);
  });
});
