import { Lifecycle } from '../lifecycle/lifecycle';
import { WorkLoops } from './work-loop';

it('looks for work when the application is complete, not before, and not after it was asked to stop', async () => {
  const lifecycle = new Lifecycle();
  const loops = new WorkLoops(lifecycle);
  let looks = 0;
  const loop = loops.start('a loop', () => {
    looks++;
    return Promise.resolve(false);
  });
  loop.wake();
  expect(looks).toBe(0);
  loops.onApplicationBootstrap();
  expect(looks).toBe(1);
  await Promise.all(lifecycle.beginDraining());
  const before = looks;
  loop.wake();
  expect(looks).toBe(before);
});
