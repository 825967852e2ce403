import type { RunningBots } from '@app/bots';
import type { BotApi } from '@app/telegram';
import type { CarriedFiles } from './carried-files';
import type { Claimed } from './claimed';
import type { Consequences } from './consequences';
import { DeliveryService } from './delivery.service';
import type { SealedAnswers } from './sealed-answers';
import { Slots } from './slots';

const MESSAGE = {
  ...{ id: 'message', attempt: 1, part: 0, method: 'sendMessage', text: 'x', heading: null, payload: {}, target: null },
  ...{ ambiguities: 0, partsLeft: 0, reachable: true, expired: false, telegramId: 7, fileIds: [] },
} as unknown as Claimed;

describe('a message whose files cannot be looked up', () => {
  it.each([
    ['waits while the database is away', Object.assign(new Error('away'), { code: 'ECONNREFUSED' }), 'queued'],
    ['waits while the database is slow', Object.assign(new Error('canceling statement'), { code: '57014' }), 'queued'],
    ['waits while the database does not answer', new Error('Query read timeout'), 'queued'],
    ['fails when something of ours is wrong', new TypeError('x is not a function'), 'failed'],
  ])('%s', async (_, error, status) => {
    const files = { load: () => Promise.reject(error) } as unknown as CarriedFiles;
    const delivery = new DeliveryService(
      {} as BotApi,
      {} as RunningBots,
      files,
      {} as Consequences,
      { open: (same: Claimed) => same } as SealedAnswers,
    );
    expect(await delivery.deliver(MESSAGE, new Slots().take())).toMatchObject({ status, outcome: 'not_sent' });
  });
});
