import { waitFor } from '../support/wait-for';
import { inBrowser, messageIn, useScene, write } from './scene';

const scene = useScene();

afterEach(() => {
  expect(scene.complaints).toEqual([]);
});

inBrowser('the next answer is lost, though the message is there', async () => {
  const { page } = scene;
  const ann = scene.column('ann');
  await ann.getByRole('button', { name: 'Start', exact: true }).click();
  await messageIn(ann, 'Welcome.').waitFor();
  await page.getByRole('button', { name: 'Faults' }).click();
  const panel = page.getByRole('region', { name: 'Faults' });
  await panel.getByText('Another fault…').click();
  await panel.getByLabel('What').selectOption('lose');
  await panel.getByLabel(/^How many times/).fill('1');
  await panel.getByLabel('Method').fill('sendMessage');
  await panel.getByRole('button', { name: 'Set', exact: true }).click();
  await panel.getByText('do it, and lose the answer, once · sendMessage').waitFor();
  await write(ann, 'Is it done?');
  await messageIn(ann, 'You wrote: Is it done?').waitFor();
  await waitFor('the program to miss its answer', () => Promise.resolve(scene.bot.outcomes.includes('lost')));
  await panel.getByText('Nothing goes wrong.').waitFor();
});

inBrowser('429 is answered for ten seconds and says how many are left', async () => {
  const { page } = scene;
  const ann = scene.column('ann');
  await ann.getByRole('button', { name: 'Start', exact: true }).click();
  await messageIn(ann, 'Welcome.').waitFor();
  await page.getByRole('button', { name: 'Faults' }).click();
  const panel = page.getByRole('region', { name: 'Faults' });
  await panel.getByRole('button', { name: 'Answer 429 for 10 s' }).click();
  await panel.getByText(/\d s left/).waitFor();
  const { status, body } = await scene.bot.call('sendMessage', {
    chat_id: scene.sandbox.telegram.person('ann').id,
    text: 'too soon',
  });
  expect(status).toBe(429);
  expect((body.parameters as { retry_after: number }).retry_after).toBeLessThanOrEqual(10);
  await panel.getByRole('button', { name: 'Clear all' }).click();
  await panel.getByText('Nothing goes wrong.').waitFor();
  await write(ann, 'And now?');
  await messageIn(ann, 'You wrote: And now?').waitFor();
});
