import type { Claimed } from './claimed';
import type { DeliveryService } from './delivery.service';
import type { Settlement } from './outcome';
import type { Settlements } from './settlements';
import type { TurnsRepository } from './turns.repository';
import { TurnsService } from './turns.service';

/** Nothing may be sent now; one lane may in `ms`. */
function turnsWithOneLaneIn(ms: number | null): TurnsService {
  const lanes = {
    claim: () => Promise.resolve([]),
    overdue: () => Promise.resolve([]),
    expire: () => Promise.resolve(),
    release: () => Promise.resolve(0),
    nextDue: () => Promise.resolve(ms),
  };
  const settlements = { onSettled: () => undefined };
  return new TurnsService(lanes as unknown as TurnsRepository, {} as DeliveryService, settlements as unknown as Settlements);
}

describe('a turn that finds nothing to send yet', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('ends at once, so that no chat waits for the pause of another, and is taken again when the pause is over', async () => {
    const turns = turnsWithOneLaneIn(900);
    const wake = jest.fn();
    turns.onWork(wake);
    expect(await turns.step()).toBe(false);
    jest.advanceTimersByTime(899);
    expect(wake).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(wake).toHaveBeenCalledTimes(1);
  });

  it.each([[null], [1_001]])('leaves what is due in %p ms to the poll', async (ms) => {
    const turns = turnsWithOneLaneIn(ms);
    const wake = jest.fn();
    turns.onWork(wake);
    await turns.step();
    jest.advanceTimersByTime(2_000);
    expect(wake).not.toHaveBeenCalled();
  });
});

describe('messages that a lost worker has left behind', () => {
  const left = (id: string, delivery: Claimed['delivery']): Partial<Claimed> => ({
    id,
    delivery,
    method: 'sendMessage',
    ambiguities: 0,
  });

  it('are tried again one after the other, so that the one which ended it takes no other with it twice', async () => {
    const added: Settlement[] = [];
    const lanes = {
      claim: () => Promise.resolve([]),
      overdue: () => Promise.resolve([left('a', 'at_least_once'), left('b', 'at_most_once'), left('c', 'at_least_once')]),
      expire: () => Promise.resolve(),
      release: () => Promise.resolve(0),
      nextDue: () => Promise.resolve(null),
    };
    const settlements = { add: (one: Settlement) => added.push(one) };
    const turns = new TurnsService(
      lanes as unknown as TurnsRepository,
      {} as DeliveryService,
      settlements as unknown as Settlements,
    );
    await turns.step();
    expect(added).toMatchObject([
      { id: 'a', status: 'queued', holdSeconds: 2 },
      { id: 'b', status: 'uncertain', holdSeconds: 0 },
      { id: 'c', status: 'queued', holdSeconds: 2.5 },
    ]);
  });
});
