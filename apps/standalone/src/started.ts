/** When this program began to load, on the monotonic clock. It must be imported before everything else. */
export const startedAt = performance.now();
