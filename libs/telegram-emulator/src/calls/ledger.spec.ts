import { buildTown, leaveTown, type Town } from '../testing/town';

let town: Town;

beforeEach(async () => {
  town = await buildTown();
  await town.ann.send(town.bot, '/start');
  await town.boris.send(town.bot, '/start');
});

afterEach(() => leaveTown(town));

const send = (to: { id: number }, text: string): Promise<unknown> => town.bot.call('sendMessage', { chat_id: to.id, text });

it('finds calls by method, bot, parameters and answer', async () => {
  const { ann, boris, telegram, bot } = town;
  await send(ann, 'hello ann');
  await send(boris, 'hello boris');
  await send(boris, '');
  const texts = (match: Parameters<typeof telegram.ledger.find>[0]): unknown[] =>
    telegram.ledger.find(match).map(({ params }) => params.text);
  expect(texts({ method: 'SENDMESSAGE' })).toEqual(['hello ann', 'hello boris', '']);
  expect(texts({ bot, params: { chat_id: String(boris.id), text: /^hello/ } })).toEqual(['hello boris']);
  expect(texts({ status: 400 })).toEqual(['']);
  expect(texts({ method: 'getMe' })).toEqual([]);
});

it('waits for a call, and lists what there was when it does not come', async () => {
  const { ann, telegram } = town;
  const awaited = telegram.ledger.expect({ method: 'sendMessage', params: { text: 'two' } });
  await send(ann, 'one');
  await send(ann, 'two');
  expect(await awaited).toMatchObject({ method: 'sendMessage' });
  const inVain = telegram.ledger.expect({ params: { text: /three/ } }, { timeoutMs: 1 });
  await expect(inVain).rejects.toThrow(/not 1 of .*three.*\n.*"one".*200\n.*"two"/);
});

it('counts calls, and says what is wrong with their number', async () => {
  const { ann, telegram } = town;
  await send(ann, 'one');
  telegram.ledger.expectExactly(1, { method: 'sendMessage' });
  telegram.ledger.expectExactly(0, { method: 'getMe' });
  expect(() => {
    telegram.ledger.expectExactly(2, { method: 'sendMessage' });
  }).toThrow(/Instead of 2 there were 1/);
});

it('knows in which order calls were made', async () => {
  const { ann, boris, telegram } = town;
  await send(ann, 'one');
  await send(boris, 'between');
  await send(ann, 'two');
  telegram.ledger.expectOrder([{ params: { text: 'one' } }, { params: { text: 'two' } }]);
  expect(() => {
    telegram.ledger.expectOrder([{ params: { text: 'two' } }, { params: { text: 'one' } }]);
  }).toThrow(/After call 3 there was none of/);
});
