import { PressesService } from './presses.service';

const ANN = { botId: 'bot', chatId: -100, personId: 7 };

it('takes five presses at once and then one a second, of each person in each chat', () => {
  const presses = new PressesService();
  const taken = (now: number) => Array.from({ length: 100 }, () => presses.admit(ANN, now)).filter(Boolean).length;
  expect([taken(0), taken(999), taken(1_000), taken(1_500), taken(60_000)]).toEqual([5, 0, 1, 0, 5]);
  expect(presses.admit({ ...ANN, chatId: -200 }, 60_000)).toBe(true);
  expect(presses.admit({ ...ANN, personId: 8 }, 60_000)).toBe(true);
});
