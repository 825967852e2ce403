import { checkMessages, type MessageFinding } from './check-messages';
import { checkRest, type RestFinding } from './check-rest';
import type { Evidence } from './evidence';

/** What must not be. Each has an example for every time that it was found. */
export type Finding = MessageFinding | RestFinding;

export type Violations = Readonly<Record<Finding, readonly string[]>>;

/** Compares what was accepted with what arrived and with what is said about it. Nothing is forgiven. */
export function check(evidence: Evidence): Violations {
  return { ...checkMessages(evidence), ...checkRest(evidence) };
}

export function countOf(violations: Readonly<Record<string, readonly string[]>>): number {
  return Object.values(violations).reduce((sum, examples) => sum + examples.length, 0);
}
