/**
 * A process that uses an embedded database, for tests: starts the one of the folder it is given, says so on its standard
 * output, and releases it when its standard input ends.
 */
import { EmbeddedPostgres } from '../../apps/standalone/src/embedded/embedded-postgres';

async function main(directory: string): Promise<void> {
  const database = await EmbeddedPostgres.start({ directory, options: { fsync: 'off' } });
  process.stdout.write(`${JSON.stringify({ url: database.url, notes: database.notes })}\n`);
  process.stdin.resume();
  process.stdin.on('end', () => void database.release());
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
