export {
  configSlice,
  declaredVariables,
  setting,
  SettingsError,
  validateSettings,
  type Environment,
} from './config/config-slice';
export { list, onOff, url, wholeNumber } from './config/kinds';
export { CryptoConfig } from './crypto/crypto.config';
export { DerivedKeys, sameBytes } from './crypto/derived-keys';
export { newId } from './crypto/ids';
export { base62, normaliseCode, randomBase62, randomCode } from './crypto/random-text';
export { SealBrokenError, Sealer } from './crypto/sealer';
export { createDataSource, type Migration } from './database/data-source';
export { Database } from './database/database';
export { DatabaseConfig } from './database/database.config';
export { KeptAnswers } from './database/kept-answers';
export { ForwardMigration } from './database/forward-migration';
export { ensureMigrated, migrate, MigrationsPendingError } from './database/migrate';
export { CreateLeases } from './lease/create-leases.migration';
export { SharedStatement } from './database/shared-statement';
export { asSafeInteger, safeInteger, safeIntegers } from './database/safe-integer';
export { AppError, type ErrorKind, type FieldError, type UsedUpQuota } from './errors/app-error';
export { malformed, MalformedRequestError, UnavailableError } from './errors/common-errors';
export { isDatabaseAway, isDatabaseSlow, violatedUnique } from './errors/postgres-errors';
export { BodyLimit } from './http/body-limit.decorator';
export { Digits } from './http/digits.decorator';
export { Fits } from './http/fits.decorator';
export { Nested } from './http/nested.decorator';
export { admit, EndsAccess } from './http/admission';
export { callerAddress } from './http/caller';
export { createHttpApp } from './http/create-http-app';
export { serveHealth } from './http/health-server';
export { HttpConfig } from './http/http.config';
export { FromOwnMachine, isFromOwnMachine } from './http/own-machine';
export { isInnerHost } from './http/inner-host';
export { isLocalHost } from './http/local-host';
export { IdPipe } from './http/id.pipe';
export { ApiListing, listing, type Listing } from './http/listing';
export { ListingQuery } from './http/listing.dto';
export { Moment } from './http/moment.decorator';
export { Clearable, NullIsLeftOut, Omittable } from './http/omittable.decorator';
export { PageOf, pageOf, PageQuery, type Page } from './http/page.dto';
export { Multipart, TakesMultipart, type MultipartBody } from './http/multipart';
export { ProblemView } from './http/problem.dto';
export { Public, PUBLIC } from './http/public.decorator';
export { RequestPipe } from './http/request.pipe';
export { Leases } from './lease/leases';
export { Lifecycle } from './lifecycle/lifecycle';
export { startWarnings } from './lifecycle/start-warnings';
export { run, stopOnSignal } from './lifecycle/run';
export { FrameworkLogger } from './logging/framework-logger';
export { startLogger } from './logging/scrubbed-logger';
export { redact } from './logging/redact';
export { RecentlyUsed } from './memory/recently-used';
export { UnderWay } from './memory/under-way';
export { Metrics } from './metrics/metrics';
export { PlatformModule } from './platform.module';
export { Hints, type Hint } from './queue/hints';
export { Maintenance } from './queue/maintenance';
export { LoopWorker, QuietWorker } from './queue/quiet-worker';
export { WorkLoops, type WorkLoop } from './queue/work-loop';
export { Signals } from './signals/signals';
export { escapeHtml } from './text/escape-html';
export { Clock } from './time/clock';
