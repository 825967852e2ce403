import type { Answer, ApiClient } from '../../support/api-client';
import type { TestChappe } from '../../support/chappe';

/** Secrets that are looked for everywhere, by the names under which they are reported. */
export class Canaries {
  private readonly texts = new Map<string, string>();

  /** @throws Error for one that is so short that it may stand somewhere by chance */
  add(named: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(named)) {
      if (text.length < 8) throw new Error(`the canary ${name} is «${text}»`);
      this.texts.set(name, text);
    }
  }

  get(name: string): string {
    return this.texts.get(name) ?? `no canary ${name}`;
  }

  get names(): string[] {
    return [...this.texts.keys()];
  }

  /** The names of those that stand in a text. */
  in(text: string): string[] {
    return this.names.filter((name) => text.includes(this.get(name)));
  }

  /** Each line that holds some, with their names before it. */
  lines(text: string): [names: string, line: string][] {
    return text.split('\n').flatMap((line): [string, string][] => {
      const found = this.in(line);
      return found.length === 0 ? [] : [[found.join(), line.slice(0, 500)]];
    });
  }
}

/** Takes part in everything that an installation does, and keeps what it writes and says. */
export class Probe {
  readonly canaries = new Canaries();
  /** All log lines. */
  written = '';
  /** Everything that was answered to requests that were refused. */
  refused = '';
  /** Everything that was answered to requests that only look at something. */
  shown = '';
  chappe!: TestChappe;

  get api(): ApiClient {
    return this.chappe.api;
  }

  /** Notes whatever goes to the standard output from now on. */
  listen(): void {
    jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      this.written += String(chunk);
      return true;
    });
  }

  /** Remembers every row that the queues ever write. */
  async watchJobs(): Promise<void> {
    const { sql } = this.chappe;
    await sql.rows('create table seen_jobs (line text)');
    await sql.rows(`create function see_job() returns trigger language plpgsql as $$
      begin insert into public.seen_jobs values (row_to_json(new)::text); return new; end $$`);
    const tables = await sql.rows<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'bullmq' and table_type = 'BASE TABLE'`,
    );
    for (const { name } of tables) {
      await sql.rows(
        `create trigger see_job after insert or update on bullmq."${name}" for each row execute function public.see_job()`,
      );
    }
  }

  /** A request that must be refused. @throws Error when it is not */
  async refuse(asked: Promise<Answer>): Promise<void> {
    const answer = await asked;
    if (answer.status < 400) throw new Error(`not refused: ${String(answer.status)} ${answer.text}`);
    this.refused += `${answer.text}\n${JSON.stringify([...answer.headers])}\n`;
  }

  /** A request that only looks. @throws Error when it is refused */
  async look(asked: Promise<Answer>): Promise<void> {
    const answer = await asked;
    if (answer.status !== 200) throw new Error(`not shown: ${String(answer.status)} ${answer.text}`);
    this.shown += `${answer.text}\n`;
  }

  /** A request that must succeed. @throws Error when it does not */
  async done<Body = Record<string, unknown>>(asked: Promise<Answer<Body>>): Promise<Answer<Body>> {
    const answer = await asked;
    if (answer.status >= 300) throw new Error(`not done: ${String(answer.status)} ${answer.text}`);
    return answer;
  }
}

/** A token with one character changed. */
export function bent(token: string): string {
  return token.slice(0, 30) + (token[30] === 'A' ? 'B' : 'A') + token.slice(31);
}
