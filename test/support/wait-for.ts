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

/** Waits until a figure has moved and then stood still for a while: whoever moves it waits for something. Answers the figure. */
export async function standingStill(what: string, figure: () => number): Promise<number> {
  let last = 0;
  let still = 0;
  return await waitFor(`${what} to stand still`, () => {
    still = figure() > 0 && figure() === last ? still + 1 : 0;
    last = figure();
    return Promise.resolve(still > 20 && last);
  });
}
