import { z } from 'zod';
import { configSlice, setting } from '../config/config-slice';
import { list, onOff, url, wholeNumber } from '../config/kinds';
import { isLocalHost } from './local-host';

const PROXY_WORDS = 'give how many proxies stand in front (1), or their addresses (10.0.0.0/8), divided by commas';

/** How the process is reached. */
export class HttpConfig extends configSlice({
  port: setting('PORT', wholeNumber(0, 65_535).default(3_000)),
  /** The address others reach us at, without a final slash. */
  publicUrl: setting('PUBLIC_URL', url('https', 'http').transform(withoutFinalSlash).optional()),
  /** Set by the start command when it runs the database itself. */
  embedded: setting('CHAPPE_EMBEDDED', onOff.default(false)),
  corsOrigins: setting('CORS_ORIGINS', list.default([])),
  trustProxy: setting('TRUST_PROXY', z.string().transform(proxies).optional()),
  metricsToken: setting('METRICS_TOKEN', z.string().min(16, 'give at least 16 characters').optional()),
}) {
  /** The address of this installation as its users write it, without a final slash. */
  get address(): string {
    return this.publicUrl ?? `http://localhost:${this.port}`;
  }

  /** Whether only its owner's machine reaches this installation: it runs the database itself, and nothing says that others come. */
  get forOwnMachine(): boolean {
    const isPublic = this.publicUrl !== undefined && !isLocalHost(new URL(this.publicUrl).host);
    return this.embedded && !isPublic && this.trustProxy === undefined;
  }
}

function withoutFinalSlash(value: string): string {
  return value.replace(/\/+$/, '');
}

function proxies(value: string, context: z.RefinementCtx): number | string[] {
  if (/^\d{1,2}$/.test(value)) return Number(value);
  const addresses = value.split(',').map((entry) => entry.trim());
  if (!addresses.every((entry) => /^[0-9a-f.:]+(\/\d{1,3})?$/i.test(entry))) {
    context.addIssue({ code: 'custom', message: PROXY_WORDS });
  }
  return addresses;
}
