import { releaseTestServer } from './test-server';

/** Runs once after all suites. */
export default async function globalTeardown(): Promise<void> {
  await releaseTestServer();
}
