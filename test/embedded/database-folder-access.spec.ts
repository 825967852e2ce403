import { statSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EmbeddedPostgres } from '../../apps/standalone/src/embedded/embedded-postgres';
import { KEPT, READ, WRITE, query, useFolder } from './database-folder';
import { onlyIf } from '../support/only-if';
import { OtherProcess } from './other-process';

const asRoot = process.getuid?.() === 0;
const onlyAsRoot = onlyIf(asRoot, 'a folder that the user of the server cannot enter', 'only root starts it as another user');
/** The other user runs what is in this checkout, and has to get there. */
const asAnotherUser = onlyIf(
  asRoot && mayBeEntered(join(__dirname, '..', '..')),
  'a database started by an ordinary user',
  'it takes root, and a checkout that others may enter',
);
const NOBODY = { uid: 65_534, gid: 65_534 };

const folder = useFolder();

function mayBeEntered(path: string): boolean {
  const open = (statSync(path).mode & 0o001) !== 0;
  return open && (path === dirname(path) || mayBeEntered(dirname(path)));
}

async function modeOf(file: string): Promise<string> {
  return ((await stat(file)).mode & 0o777).toString(8);
}

describe('who may read what', () => {
  it('keeps password, port and log from everybody else, and the password out of the log', async () => {
    const database = await folder.start();
    for (const file of ['password', 'port', 'server.log']) {
      expect([file, await modeOf(join(folder.directory, file))]).toEqual([file, '600']);
    }
    expect(await modeOf(join(folder.directory, 'data'))).toBe('700');
    const password = (await readFile(join(folder.directory, 'password'), 'utf8')).trim();
    expect(Buffer.from(password, 'base64url')).toHaveLength(32);
    expect(await readFile(join(folder.directory, 'server.log'), 'utf8')).not.toContain(password);
    await expect(query(database.url.replace(password, 'guess'), 'select 1')).rejects.toThrow('password authentication failed');
  });

  it('listens on the loopback interface only, in UTF-8, with data that waits for the disk by default', async () => {
    const plain = await EmbeddedPostgres.start({ directory: folder.directory });
    folder.started.push(plain);
    const settings = `select name, setting from pg_settings where name in ('fsync', 'listen_addresses', 'unix_socket_directories') order by 1`;
    expect(await query(plain.url, settings)).toEqual([
      { name: 'fsync', setting: 'on' },
      { name: 'listen_addresses', setting: '127.0.0.1' },
      { name: 'unix_socket_directories', setting: '' },
    ]);
    const locale = `select pg_encoding_to_char(encoding) as encoding, datlocale from pg_database where datname = 'chappe'`;
    expect(await query(plain.url, locale)).toEqual([{ encoding: 'UTF8', datlocale: 'C.UTF-8' }]);
  });

  onlyAsRoot('keeps the data where the user of the server can reach it when the folder is closed to others', async () => {
    await chmod(folder.parent, 0o700);
    const first = await OtherProcess.start(folder.directory);
    await query(first.url, WRITE);
    await first.release();
    const place = (await readFile(join(folder.directory, 'location'), 'utf8')).trim();
    try {
      expect(place).toMatch(/^\/var\/lib\/chappe\/[0-9a-f]{16}$/);
      expect(first.notes.join()).toContain(place);
      expect((await stat(place)).uid).not.toBe(0);
      expect([await modeOf(join(folder.directory, 'password')), (await stat(join(folder.directory, 'password'))).uid]).toEqual([
        '600',
        0,
      ]);
      expect(await query((await folder.start()).url, READ)).toEqual(KEPT);
    } finally {
      for (const database of folder.started.splice(0)) await database.release();
      await rm(place, { recursive: true, force: true });
    }
  });

  asAnotherUser('keeps everything in the folder when an ordinary user starts it', async () => {
    await chown(folder.parent, NOBODY.uid, NOBODY.gid);
    const first = await OtherProcess.start(folder.directory, NOBODY);
    await query(first.url, WRITE);
    expect(first.notes).toEqual([]);
    expect((await stat(join(folder.directory, 'data'))).uid).toBe(NOBODY.uid);
    await first.release();

    const database = await folder.start(); // root joins, and leaves everything with its owner
    expect(await query(database.url, READ)).toEqual(KEPT);
    await database.release();
    const again = await OtherProcess.start(folder.directory, NOBODY);
    expect(await query(again.url, READ)).toEqual(KEPT);
    await again.release();
  });
});

describe('what it says when it cannot start', () => {
  asAnotherUser('names the folder that may not be written to', async () => {
    const refused = OtherProcess.start(folder.directory, NOBODY);
    await expect(refused).rejects.toThrow(/cannot be used: .*postgres[^]*EACCES[^]*give another folder in DATA_DIR/);
  });

  asAnotherUser('names the owner when the data belongs to another user', async () => {
    await (await OtherProcess.start(folder.directory)).release();
    await chown(folder.directory, NOBODY.uid, NOBODY.gid);
    await expect(OtherProcess.start(folder.directory, NOBODY)).rejects.toThrow(
      /belongs to the user with id \d+[^]*as the user who started it first/,
    );
  });

  it('names the missing password file', async () => {
    await (await OtherProcess.start(folder.directory)).release();
    await rm(join(folder.directory, 'password'));
    await expect(folder.start()).rejects.toThrow(
      /password of the embedded database is missing: .*password\n[^]*Put the file back/,
    );
  });

  it('names the password file that does not fit', async () => {
    const other = await OtherProcess.start(folder.directory);
    const password = await readFile(join(folder.directory, 'password'), 'utf8');
    await writeFile(join(folder.directory, 'password'), 'another');
    await expect(folder.start()).rejects.toThrow(/refuses the password in .*password/);
    await writeFile(join(folder.directory, 'password'), password);
    await other.release();
  });

  it('shows what the server wrote', async () => {
    const refused = EmbeddedPostgres.start({ directory: folder.directory, options: { shared_buffers: 'many' } });
    await expect(refused).rejects.toThrow(
      /ended while it started\.[^]*invalid value for parameter "shared_buffers"[^]*server\.log/,
    );
  });

  it('does not begin anew when the data has gone from where it was', async () => {
    await mkdir(folder.directory);
    await writeFile(join(folder.directory, 'location'), join(folder.parent, 'gone'));
    await expect(folder.start()).rejects.toThrow(/should be in .*gone, but it is not there/);
  });
});
