const LOOK_AGAIN_MS = 15;

/** Looks again and again until there is something to see, and answers it. Rejects after the given time with the last look. */
export async function waitFor<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  timeoutMs = 10_000,
): Promise<T> {
  const until = performance.now() + timeoutMs;
  for (;;) {
    const seen = await look();
    if (seen !== null && seen !== undefined && seen !== false) return seen;
    if (performance.now() > until) throw new Error(`Waited ${String(timeoutMs)} ms in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}
