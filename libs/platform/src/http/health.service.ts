import { Injectable } from '@nestjs/common';
import { sameBytes } from '../crypto/derived-keys';
import { Database } from '../database/database';
import { AppError } from '../errors/app-error';
import { UnavailableError } from '../errors/common-errors';
import { Lifecycle } from '../lifecycle/lifecycle';
import { Metrics } from '../metrics/metrics';
import { HttpConfig } from './http.config';

class DrainingError extends AppError {
  readonly kind = 'unavailable';
  readonly code = 'service.stopping';
  override readonly retryAfterSeconds = 5;

  constructor() {
    super('This process is stopping; another one takes over.');
  }
}

class NoMetricsError extends AppError {
  readonly kind = 'not-found';
  readonly code = 'request.not_found';

  constructor() {
    super('There is nothing here. Metrics need METRICS_TOKEN and `Authorization: Bearer <it>`.');
  }
}

/** Whether this process is fit to work, and its figures. */
@Injectable()
export class HealthService {
  constructor(
    private readonly db: Database,
    private readonly lifecycle: Lifecycle,
    private readonly metrics: Metrics,
    private readonly config: HttpConfig,
  ) {}

  /** @throws UnavailableError while the database is away; DrainingError while the process stops. */
  async ensureReady(): Promise<void> {
    if (this.lifecycle.draining) throw new DrainingError();
    await this.db.rows('select 1').catch(() => {
      throw new UnavailableError();
    });
  }

  /** The figures, for whoever brings METRICS_TOKEN; where none is set, for the owner of the machine. */
  async metricsFor(authorization = '', fromOwnMachine = false): Promise<string> {
    const { metricsToken } = this.config;
    const known =
      metricsToken === undefined ? fromOwnMachine : sameBytes(Buffer.from(`Bearer ${metricsToken}`), Buffer.from(authorization));
    if (!known) throw new NoMetricsError();
    return await this.metrics.registry.metrics();
  }
}
