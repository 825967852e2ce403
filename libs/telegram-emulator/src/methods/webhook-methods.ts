import { Described, type Method, type MethodCall } from '../calls/method';
import { badRequest, tooManyRequests } from '../calls/refusal';
import type { BotRecord, WebhookRecord } from '../world/records';
import { allowedUpdatesOf } from './allowed-updates';
import { refuseUnreachable } from './webhook-address';

const DEFAULT_CONNECTIONS = 40;
const MOST_CONNECTIONS = 100;
const LARGEST_CERTIFICATE = 3 * 1_024 * 1_024;
const LOGGED_OUT_FOR_MS = 600_000;
const lastSetAtMs = new WeakMap<BotRecord, number>();

/** https://core.telegram.org/bots/api#setwebhook */
export const setWebhook: Method = {
  name: 'setWebhook',
  run: (call) => (call.params.has('url') ? set(call) : remove(call)),
};

/** https://core.telegram.org/bots/api#deletewebhook: true whether there was one or not. */
export const deleteWebhook: Method = {
  name: 'deleteWebhook',
  run: (call) => remove(call),
};

/** https://core.telegram.org/bots/api#logout: the token may not come back to this server for ten minutes. */
export const logOut: Method = {
  name: 'logOut',
  run: (call) => {
    close(call);
    call.bot.loggedOutUntilMs = call.world.clock.now() + LOGGED_OUT_FOR_MS;
    return true;
  },
};

/** https://core.telegram.org/bots/api#getwebhookinfo */
export const getWebhookInfo: Method = {
  name: 'getWebhookInfo',
  run: ({ bot, updates }) => {
    const { webhook } = bot;
    return {
      url: webhook?.url ?? '',
      has_custom_certificate: webhook?.certificate !== undefined,
      pending_update_count: updates.pending(bot).length,
      ...(webhook && { max_connections: webhook.maxConnections, ip_address: webhook.ipAddress }),
      ...(webhook?.lastErrorDate !== undefined && {
        last_error_date: webhook.lastErrorDate,
        last_error_message: webhook.lastErrorMessage,
      }),
      ...(bot.allowedUpdates && { allowed_updates: bot.allowedUpdates }),
    };
  },
};

/** Once a second at most, and the old webhook is closed before the new one is checked (telegram-bot-api, Client.cpp). */
async function set(call: MethodCall): Promise<unknown> {
  const { world, bot, params } = call;
  if (world.clock.now() - (lastSetAtMs.get(bot) ?? -Infinity) < 1_000) throw tooManyRequests(1);
  lastSetAtMs.set(bot, world.clock.now());
  const wanted = wantedWebhook(call);
  const allowed = allowedUpdatesOf(params);
  if (bot.webhook && isSame(bot.webhook, wanted) && !params.flag('drop_pending_updates')) {
    if (allowed !== undefined) bot.allowedUpdates = allowed;
    changed(call);
    return new Described(true, 'Webhook is already set');
  }
  call.polls.end(bot.id, 'terminated by setWebhook request');
  close(call);
  refuseBadSecret(wanted.secretToken);
  wanted.ipAddress = await refuseUnreachable(wanted.url, call.insecureWebhook);
  if (params.flag('drop_pending_updates')) call.updates.clear(bot);
  if (allowed !== undefined) bot.allowedUpdates = allowed;
  bot.webhook = wanted;
  call.webhooks.open(bot);
  changed(call);
  return new Described(true, 'Webhook was set');
}

function remove(call: MethodCall): unknown {
  const had = call.bot.webhook !== null;
  close(call);
  if (call.params.flag('drop_pending_updates')) call.updates.clear(call.bot);
  return new Described(true, had ? 'Webhook was deleted' : 'Webhook is already deleted');
}

function close(call: MethodCall): void {
  call.webhooks.close(call.bot);
  call.bot.webhook = null;
  changed(call);
}

function changed({ world, bot }: MethodCall): void {
  world.announce({ kind: 'bots', botId: bot.id });
}

function wantedWebhook({ params, uploads }: MethodCall): WebhookRecord {
  const connections = params.integer('max_connections') ?? DEFAULT_CONNECTIONS;
  // A certificate is taken as an uploaded file only, and never looked into here (telegram-bot-api, Client.cpp).
  const certificate = uploads.get('certificate');
  const size = certificate?.length ?? 0;
  if (size > LARGEST_CERTIFICATE) throw badRequest(`certificate size is too big (${String(size)} bytes)`);
  return {
    ...(certificate && { certificate: certificate.toString('utf8') }),
    url: params.text('url').trim(),
    secretToken: params.text('secret_token'),
    maxConnections: Math.min(Math.max(connections, 1), MOST_CONNECTIONS),
    ipAddress: params.text('ip_address'),
  };
}

function isSame(now: WebhookRecord, wanted: WebhookRecord): boolean {
  if (wanted.certificate !== undefined) return false;
  return now.url === wanted.url && now.secretToken === wanted.secretToken && now.maxConnections === wanted.maxConnections;
}

function refuseBadSecret(secret: string): void {
  if (secret.length > 256) throw badRequest('secret token is too long');
  if (!/^[\w-]*$/.test(secret)) throw badRequest('secret token contains unallowed characters');
}
