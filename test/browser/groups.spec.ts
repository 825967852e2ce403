import type { Locator } from 'playwright-core';

import { inBrowser, messageIn, serviceIn, useScene, write } from './scene';

const scene = useScene();

afterEach(() => {
  expect(scene.complaints).toEqual([]);
});

/** Ann founds a chat with Boris and the bot in it. */
async function found(kind: string, title: string): Promise<{ ann: Locator; boris: Locator }> {
  const [ann, boris] = [scene.column('ann'), scene.column('boris')];
  await ann.getByRole('button', { name: 'New group or channel' }).click();
  const dialog = ann.getByRole('dialog', { name: 'New chat' });
  await dialog.getByRole('radio', { name: new RegExp(`^${kind}`) }).check();
  await dialog.getByLabel('Name', { exact: true }).fill(title);
  await dialog.getByRole('checkbox', { name: 'Борис' }).check();
  await dialog.getByRole('checkbox', { name: /echo_sandbox_bot/ }).check();
  await dialog.getByRole('button', { name: 'Create' }).click();
  await ann.getByRole('region', { name: `Ann in ${title}` }).waitFor();
  await boris.getByRole('button', { name: new RegExp(`^${title}`) }).click();
  return { ann, boris };
}

function member(column: Locator, name: string): Locator {
  return column.locator('.member').filter({ hasText: name });
}

inBrowser('a forum has topics, in which people and bots write', async () => {
  const { ann, boris } = await found('Forum', 'Signal towers');
  await ann.getByRole('button', { name: 'Members and settings' }).click();
  await ann.getByRole('textbox', { name: 'New topic' }).fill('Weather');
  await ann.getByRole('button', { name: 'Create' }).click();
  await ann.getByRole('button', { name: 'Close', exact: true }).click();
  await serviceIn(boris, 'Ann created the topic «Weather»').waitFor();
  await boris.getByRole('tab', { name: 'Weather' }).click();
  await write(boris, '/fog@echo_sandbox_bot');
  await messageIn(boris, '/fog@echo_sandbox_bot').waitFor();
  await ann.getByRole('tab', { name: 'General' }).click();
  await messageIn(ann, 'You wrote: /fog@echo_sandbox_bot').waitFor(); // the program answers without a topic
  expect(await messageIn(ann, /^\/fog/).count()).toBe(0);
});

inBrowser('an owner promotes, pins, removes and lets in again', async () => {
  const { ann, boris } = await found('Supergroup', 'Yard');
  await write(boris, 'Good morning');
  await messageIn(ann, 'Good morning').hover();
  await messageIn(ann, 'Good morning').getByRole('button', { name: 'Pin' }).click();
  await boris.getByRole('button', { name: /^Pinned/ }).waitFor();
  await ann.getByRole('button', { name: 'Members and settings' }).click();
  await member(ann, 'Борис').getByRole('button', { name: 'Promote' }).click();
  await ann.getByRole('textbox', { name: 'Title' }).fill('Guard');
  await ann.getByRole('button', { name: 'Promote Борис' }).click();
  await member(ann, 'Борис').getByText('admin').waitFor();
  await boris.getByRole('button', { name: 'Write anonymously' }).click();
  await write(boris, 'Nobody said this');
  await member(ann, 'Борис').getByRole('button', { name: 'Demote' }).click();
  await member(ann, 'Борис').getByRole('button', { name: 'Remove' }).click();
  await boris.getByText('You were removed from this chat.').waitFor();
  await member(ann, 'Борис').getByRole('button', { name: 'Unban' }).click();
  await boris.getByRole('button', { name: 'Join Yard' }).click();
  await ann.getByRole('button', { name: 'Close', exact: true }).click();
  await serviceIn(ann, 'Борис joined').waitFor();
  await messageIn(ann, /Yard.*Guard.*Nobody said this/s).waitFor();
});

inBrowser('a group becomes a supergroup, and everybody goes along', async () => {
  const { ann, boris } = await found('Group', 'House');
  const before = scene.sandbox.telegram.chats();
  await ann.getByRole('button', { name: 'Members and settings' }).click();
  await ann.getByRole('button', { name: 'Make it a supergroup' }).click();
  await ann.getByText('supergroup · 3 members').waitFor();
  await boris.getByRole('button', { name: /^House/ }).click();
  await serviceIn(boris, 'The group became a supergroup').waitFor();
  expect(scene.sandbox.telegram.chats()).toHaveLength(before.length + 1);
  await boris.getByRole('button', { name: 'Members and settings' }).click();
  await boris.getByRole('button', { name: 'Leave' }).click();
  await ann.getByText('supergroup · 2 members').waitFor();
});

inBrowser('in a channel only administrators post', async () => {
  const { telegram } = scene.sandbox;
  telegram.channel('Bulletin', { owner: telegram.person('ann'), members: [telegram.person('boris')] });
  const [ann, boris] = [scene.column('ann'), scene.column('boris')];
  await ann.getByRole('button', { name: /^Bulletin/ }).click();
  await write(ann, 'Fair weather');
  await boris.getByRole('button', { name: /^Bulletin/ }).click();
  await messageIn(boris, /Bulletin.*Fair weather/s).waitFor();
  await boris.getByText('Only administrators post here.').waitFor();
});

inBrowser('what is refused is said in the words of the box', async () => {
  const { ann } = await found('Supergroup', 'Yard');
  await ann.getByRole('button', { name: 'Members and settings' }).click();
  await ann.getByRole('textbox', { name: 'New name' }).fill('Garden');
  await scene.page.route('**/rename', (route) => route.continue({ postData: '{"title":""}' }));
  await ann.getByRole('button', { name: 'Rename' }).click();
  await ann.getByRole('status').getByText('title must be a text.').waitFor();
});
