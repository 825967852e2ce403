import type { z } from 'zod';

/** The variables a process was started with. Only this file and apps that prepare the environment of others touch them. */
export type Environment = Record<string, string | undefined>;

/** One setting: its variable, what it may hold, and, from `.env.example`, what it is for. */
export interface Setting<T> {
  readonly variable: string;
  readonly schema: z.ZodType<T>;
}

type Shape = Record<string, Setting<unknown>>;
type ValuesOf<S extends Shape> = { readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never };

/** Thrown at start when settings are wrong. The message lists every one of them, and how to mend it, never its value. */
export class SettingsError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`Chappe cannot start with these settings:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
  }
}

const declared = new Map<string, Setting<unknown>>();

/** Declares one setting by the name of its variable. An empty variable counts as not set. */
export function setting<T>(variable: string, schema: z.ZodType<T>): Setting<T> {
  const one = { variable, schema };
  declared.set(variable, one);
  return one;
}

/** Every variable that the loaded libs declared, in order of the alphabet. */
export function declaredVariables(): string[] {
  return [...declared.keys()].sort();
}

/**
 * Checks every declared setting at once.
 *
 * @throws SettingsError naming each wrong variable and what would be right.
 */
export function validateSettings(environment: Environment = process.env): void {
  const problems = [...declared.values()].flatMap((one) => problemsOf(one, environment));
  if (problems.length > 0) throw new SettingsError(problems);
}

/**
 * The base of a lib's configuration: `class MailConfig extends configSlice({ from: setting('MAIL_FROM', …) }) {}`.
 * Nest injects the class; a test may construct it with an environment of its own.
 */
export function configSlice<S extends Shape>(shape: S): new (environment?: Environment) => ValuesOf<S> {
  class Slice {
    constructor(environment: Environment = process.env) {
      const wrong = Object.values(shape).flatMap((one) => problemsOf(one, environment));
      if (wrong.length > 0) throw new SettingsError(wrong);
      for (const [key, one] of Object.entries(shape)) {
        Object.defineProperty(this, key, { value: one.schema.parse(read(one, environment)), enumerable: true });
      }
    }
  }
  return Slice as unknown as new (environment?: Environment) => ValuesOf<S>;
}

function read(one: Setting<unknown>, environment: Environment): string | undefined {
  const value = environment[one.variable]?.trim();
  return value === '' ? undefined : value;
}

function problemsOf(one: Setting<unknown>, environment: Environment): string[] {
  const value = read(one, environment);
  const result = one.schema.safeParse(value);
  if (result.success) return [];
  const reasons = result.error.issues.map((issue) => issue.message).join('; ');
  return [`${one.variable} ${value === undefined ? 'is missing' : 'is wrong'}: ${reasons}`];
}
