import { testServer } from './test-server';

/** Runs once after all suites: the server stops unless another run uses it. */
export default async function globalTeardown(): Promise<void> {
  await testServer.current?.release();
  testServer.current = null;
}
