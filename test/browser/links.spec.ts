import { inBrowser, messageIn, useScene, write } from './scene';

const scene = useScene();

afterEach(() => {
  expect(scene.complaints).toEqual([]);
});

inBrowser('start links in texts and buttons show Start, which sends their parameter', async () => {
  const ann = scene.column('ann');
  await ann.getByRole('button', { name: 'Start', exact: true }).click();
  await write(ann, '/links');
  await ann.getByRole('button', { name: 'in the text', exact: true }).click();
  await ann.getByRole('button', { name: 'Start', exact: true }).click();
  await messageIn(ann, 'You came with text.').waitFor();
  await ann.getByRole('button', { name: 'Button ↗' }).click();
  await ann.getByRole('button', { name: 'Start', exact: true }).click();
  await messageIn(ann, 'You came with button.').waitFor();
});

inBrowser('a link that a program printed can be pasted behind the address of the box', async () => {
  const page = await scene.open({}, '/t.me/echo_sandbox_bot?start=printed');
  await page.getByRole('region', { name: 'A link was opened' }).getByRole('button', { name: 'Борис' }).click();
  const boris = page.locator('[data-person="boris"]');
  await boris.getByRole('button', { name: 'Start', exact: true }).click();
  await messageIn(boris, 'You came with printed.').waitFor();
  expect(new URL(page.url()).search).toBe('');
});

inBrowser('startgroup asks for the group, brings the bot in and starts it there', async () => {
  const { telegram } = scene.sandbox;
  const house = telegram.group('House', { owner: telegram.person('ann') });
  const ann = scene.column('ann');
  await ann.getByRole('button', { name: 'Start', exact: true }).click();
  await write(ann, '/links');
  await ann.getByRole('button', { name: 'Group ↗' }).click();
  await ann.getByRole('dialog').getByRole('button', { name: 'House' }).click();
  await messageIn(ann, 'You came with house.').waitFor();
  expect(house.statusOf(scene.sandbox.bot)).toBe('member');
});
