/** `it`, where the condition holds; elsewhere the tests are skipped and the run says which, and why. */
export function onlyIf(condition: boolean, what: string, why: string): jest.It {
  if (condition) return it;
  process.stderr.write(`skipped: ${what}, because ${why}\n`);
  return it.skip;
}
