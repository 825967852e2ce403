import { type EmbeddedPostgres } from '../../apps/standalone/src/embedded/embedded-postgres';

/** The embedded server of this run, from the setup to the teardown; null when the tests use a server of somebody else. */
export const testServer: { current: EmbeddedPostgres | null } = { current: null };
