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

it.each(['Connection terminated unexpectedly', 'Query read timeout'])(
  'does not end a process that serves already when the database says "%s" to its first comparison',
  async (words) => {
    const service = serviceWith(() => Promise.reject(new Error(words)));
    await expect(service.compareAtStart()).resolves.toBeUndefined();
    await expect(service.compareAndSet()).rejects.toThrow(words);
  },
);

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

describe('going through all bots', () => {
  const all = Array.from({ length: 45 }, (_, index) => ({ id: `bot ${String(index)}`, number: 3 * index + 1 }));
  const pageByNumber = (after: number, limit: number) =>
    Promise.resolve(all.filter(({ number }) => number > after).slice(0, limit));

  /** A service with these bots, each of which is looked after as given. */
  function serviceFor(careFor: (id: string) => Promise<unknown>): WebhooksService {
    const leases = { take: () => Promise.resolve(true), release: () => Promise.resolve() } as unknown as Leases;
    const setting = { ensureDeliverable: () => undefined } as unknown as WebhookSetting;
    return new WebhooksService({ pageByNumber } as unknown as BotsRepository, setting, { careFor } as BotCaretaker, leases);
  }

  it('looks after each once, however many there are', async () => {
    const service = serviceFor((id) => Promise.resolve({ bot: id, outcome: 'unchanged', detail: '' }));
    expect((await service.compareAndSet()).map(({ bot }) => bot)).toEqual(all.map(({ id }) => id));
  });

  it('fails with the one that failed, but only when those beside it have ended', async () => {
    const ended: string[] = [];
    const service = serviceFor(async (id) => {
      if (id === 'bot 0') throw new Error('away');
      await new Promise((resolve) => setImmediate(resolve));
      ended.push(id);
      return null;
    });
    await expect(service.compareAndSet()).rejects.toThrow('away');
    expect(ended).toHaveLength(19);
  });
});
