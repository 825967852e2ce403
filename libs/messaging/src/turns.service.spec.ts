import type { Claimed } from './claimed';
import type { DeliveryService } from './delivery.service';
import type { Settlement } from './outcome';
import type { Settlements } from './settlements';
import type { Call } from './slots';
import type { TurnsRepository } from './turns.repository';
import { TurnsService } from './turns.service';

/** Nothing may be sent now. */
const idle = {
  isAloneReady: () => Promise.resolve(false),
  claim: () => Promise.resolve([]),
  overdue: () => Promise.resolve([]),
  expire: () => Promise.resolve(),
  release: () => Promise.resolve(0),
  nextDue: () => Promise.resolve(null),
};

const turnsOf = (lanes: object, delivery: object, settlements: object): TurnsService =>
  new TurnsService(lanes as TurnsRepository, delivery as DeliveryService, settlements as Settlements);

/** One lane may go on in `ms`. */
const turnsWithOneLaneIn = (ms: number | null): TurnsService =>
  turnsOf({ ...idle, nextDue: () => Promise.resolve(ms) }, {}, { onSettled: () => undefined });

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
  afterEach(() => jest.useRealTimers());

  const soon = () => new Promise((resolve) => setImmediate(resolve));
  it('go out alone, unless they are given up', async () => {
    const added: Settlement[] = [];
    const messages = [left('a', 'at_least_once'), left('b', 'at_most_once'), left('c', 'at_least_once')];
    const turns = turnsOf(
      { ...idle, overdue: () => Promise.resolve(messages) },
      {},
      { add: (one: Settlement) => added.push(one) },
    );
    await turns.step();
    expect(added).toMatchObject([
      { id: 'a', status: 'queued', alone: true },
      { id: 'b', status: 'uncertain', alone: false },
      { id: 'c', status: 'queued', alone: true },
    ]);
  });

  it('are on the wire when no other call begins, and others have their turn after each of them', async () => {
    const begun: string[] = [];
    const underWay = new Map<string, () => void>();
    const waiting = ['first alone', 'second alone'];
    const lanes = {
      ...idle,
      isAloneReady: () => Promise.resolve(waiting.length > 0),
      claimAlone: () => Promise.resolve({ id: waiting.shift() }),
      claim: () => Promise.resolve([{ id: `beside ${String(begun.length)}`, botId: 'bot' }]),
    };
    const delivery = {
      deliver: ({ id }: Claimed) => {
        begun.push(id);
        return new Promise((resolve) => underWay.set(id, () => { resolve({ outcome: 'sent' }); })); // prettier-ignore
      },
    };
    const turns = turnsOf(lanes, delivery, { add: () => undefined });
    const step = turns.step();
    await soon();
    expect(begun).toEqual(['first alone']);
    underWay.get('first alone')?.();
    await step;
    expect(begun).toEqual(['first alone', 'beside 1']);
    const next = turns.step();
    await soon();
    expect(begun).toHaveLength(2);
    underWay.get('beside 1')?.();
    await soon();
    expect(begun).toEqual(['first alone', 'beside 1', 'second alone']);
    underWay.get('second alone')?.();
    await next;
    expect(begun).toHaveLength(4);
  });

  it('are alone for as long as they are prepared and a moment more; a call that hangs then holds up only others of its kind', async () => {
    jest.useFakeTimers();
    const begun: string[] = [];
    let telegramAnswers = (): void => undefined;
    const probed = new Promise<void>((resolve) => (telegramAnswers = resolve));
    const lanes = {
      ...idle,
      isAloneReady: () => Promise.resolve(true),
      claimAlone: () => Promise.resolve({ id: 'alone' }),
      claim: () => Promise.resolve([{ id: 'beside', botId: 'bot' }]),
    };
    const delivery = {
      deliver: async ({ id }: Claimed, call: Call) => {
        if (id === 'alone') await probed;
        call.begin();
        begun.push(id);
        return await new Promise(() => undefined);
      },
    };
    const turns = turnsOf(lanes, delivery, { add: () => undefined });
    const step = turns.step();
    await jest.advanceTimersByTimeAsync(3_000);
    expect(begun).toEqual([]);
    telegramAnswers();
    await jest.advanceTimersByTimeAsync(249);
    expect(begun).toEqual(['alone']);
    await jest.advanceTimersByTimeAsync(1);
    await step;
    expect(begun).toEqual(['alone', 'beside']);
    await turns.step();
    expect(begun).toEqual(['alone', 'beside', 'beside']);
  });
});
