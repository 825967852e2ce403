import { UploadSlots } from './upload-slots';

let slots: UploadSlots;
let end: (() => void)[];

beforeEach(() => {
  slots = new UploadSlots();
  end = [];
});

const begin = (accountId: string, network = accountId): Promise<void> =>
  slots.take({ accountId, network }, () => new Promise<void>((resolve) => end.push(resolve)));
const many = (count: number, account: (i: number) => string) => Array.from({ length: count }, (_, i) => begin(account(i)));

it('an account uploads so many files at once, and more as soon as one has ended, well or badly', async () => {
  const all = many(15, () => 'ann');
  const failing = slots.take({ accountId: 'ann', network: 'ann' }, () => Promise.reject(new Error('hung up')));
  await expect(begin('ann')).rejects.toMatchObject({ code: 'files.too_many_uploads', retryAfterSeconds: 5 });
  void begin('bob');
  await expect(failing).rejects.toThrow('hung up');
  all.push(begin('ann'));
  await expect(begin('ann')).rejects.toMatchObject({ kind: 'limited' });
  for (const one of end) one();
  await Promise.all(all);
  expect(end).toHaveLength(17);
});

it('so do all accounts together', async () => {
  const all = many(200, (i) => `account ${i % 20}`);
  await expect(begin('one more')).rejects.toMatchObject({ code: 'files.too_many_uploads' });
  end[0]?.();
  await all[0];
  void begin('one more');
  expect(end).toHaveLength(201);
});

it('one network leaves places to others, however many accounts it has', async () => {
  const all = Array.from({ length: 40 }, (_, i) => begin(`account ${String(i)}`, 'attacker'));
  await expect(begin('account 41', 'attacker')).rejects.toMatchObject({ code: 'files.too_many_uploads' });
  all.push(begin('honest', 'elsewhere'));
  for (const one of end) one();
  await Promise.all(all);
  expect(end).toHaveLength(41);
});
