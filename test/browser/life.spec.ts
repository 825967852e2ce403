import { inBrowser, messageIn, useScene, write } from './scene';

const scene = useScene();

afterEach(() => {
  expect(scene.complaints).toEqual([]);
});

inBrowser('a restart keeps the world, and the page comes back by itself', async () => {
  const ann = scene.column('ann');
  await ann.getByRole('button', { name: 'Start', exact: true }).click();
  await messageIn(ann, 'Welcome.').waitFor();
  await scene.stopSandbox();
  await scene.page.getByText('reconnecting…').waitFor();
  await scene.startSandboxAgain();
  await scene.page.locator('.status.live').waitFor();
  await write(ann, 'Still there?');
  await messageIn(ann, 'You wrote: Still there?').waitFor();
  await messageIn(ann, 'Welcome.').waitFor();
  await scene.page.reload();
  await messageIn(ann, 'Still there?').first().waitFor();
});

inBrowser('a reset begins anew, and the program keeps its token', async () => {
  const { page, sandbox } = scene;
  const ann = scene.column('ann');
  await ann.getByRole('button', { name: 'Start', exact: true }).click();
  await messageIn(ann, 'Welcome.').waitFor();
  sandbox.telegram.group('House', { owner: sandbox.telegram.person('ann') });
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await messageIn(ann, 'Welcome.').waitFor();
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByRole('button', { name: 'Reset the box' }).click();
  await ann.getByRole('button', { name: 'Start', exact: true }).waitFor();
  expect(await ann.getByRole('button', { name: /^House/ }).count()).toBe(0);
  await ann.getByRole('button', { name: 'Start', exact: true }).click();
  await messageIn(ann, 'Welcome.').waitFor();
});

inBrowser('a flood of messages and a long chat leave the page fast', async () => {
  const { sandbox } = scene;
  const person = sandbox.telegram.person('ann');
  const ann = scene.column('ann');
  const group = sandbox.telegram.group('House', { owner: person });
  const say = async (from: number, to: number): Promise<void> => {
    for (let number = from; number <= to; number += 1) await person.in(group).send(`Message ${String(number)}`);
  };
  await say(1, 5_000);
  await ann.getByRole('button', { name: /^House/ }).click();
  await messageIn(ann, /^Message 5000/).waitFor();
  expect(await ann.locator('.message').count()).toBe(60);
  const startedAt = performance.now();
  await say(5_001, 6_000);
  await messageIn(ann, /^Message 6000/).waitFor();
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  await ann.getByRole('button', { name: 'Earlier messages' }).click();
  await messageIn(ann, /^Message 5900/).waitFor({ state: 'attached' });
  expect(await ann.locator('.message').count()).toBe(120);
});
