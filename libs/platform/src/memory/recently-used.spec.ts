import { RecentlyUsed } from './recently-used';

it('remembers no more than it may, and forgets what was not used for longest', () => {
  const memory = new RecentlyUsed<number>(3);
  for (const [index, key] of ['one', 'two', 'three'].entries()) memory.set(key, index);
  expect(memory.get('one')).toBe(0);
  memory.set('four', 3);
  expect([memory.get('two'), memory.get('one'), memory.get('three'), memory.get('four')]).toEqual([undefined, 0, 2, 3]);
  memory.set('one', 7);
  expect([memory.size, memory.get('one')]).toEqual([3, 7]);
  memory.delete('one');
  expect(memory.get('one')).toBeUndefined();
});
