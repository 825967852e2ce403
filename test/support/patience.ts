// Suites start servers and wait for effects; on a busy machine that takes longer than jest's five seconds.
jest.setTimeout(30_000);
