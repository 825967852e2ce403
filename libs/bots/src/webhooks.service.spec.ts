import type { Leases } from '@app/platform';
import type { BotsRepository } from './bots.repository';
import { PlainHttpError } from './bots.errors';
import type { BotCaretaker } from './bot-caretaker';
import type { WebhookSetting } from './webhook-setting';
import { WebhooksService } from './webhooks.service';

/** A service whose lease ends as given; there are no bots. */
function serviceWith(take: () => Promise<boolean>, ensureDeliverable = (): void => undefined): WebhooksService {
  const bots = { pageByNumber: () => Promise.resolve([]), findHouse: () => Promise.resolve(null) } as unknown as BotsRepository;
  const leases = { take, release: () => Promise.resolve() } as unknown as Leases;
  return new WebhooksService(bots, { ensureDeliverable } as unknown as WebhookSetting, {} as BotCaretaker, leases);
}

it('does not end a process that serves already when the database goes away during its first comparison', async () => {
  const service = serviceWith(() => Promise.reject(new Error('Connection terminated unexpectedly')));
  await expect(service.compareAtStart()).resolves.toBeUndefined();
  await expect(service.compareAndSet()).rejects.toThrow('Connection terminated');
});

it('ends the start for what is no passing outage', async () => {
  const refused = serviceWith(
    () => Promise.resolve(true),
    () => {
      throw new PlainHttpError();
    },
  );
  await expect(refused.compareAtStart()).rejects.toBeInstanceOf(PlainHttpError);
  await expect(serviceWith(() => Promise.reject(new TypeError('a defect'))).compareAtStart()).rejects.toThrow('a defect');
});
