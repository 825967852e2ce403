import { inBrowser, messageIn, useScene, write } from './scene';

const scene = useScene();

afterEach(() => {
  expect(scene.complaints).toEqual([]);
});

inBrowser('two people side by side talk with a bot, each in a chat of their own', async () => {
  const [ann, boris] = [scene.column('ann'), scene.column('boris')];
  await ann.getByRole('button', { name: 'Start', exact: true }).click();
  await boris.getByRole('button', { name: 'Start', exact: true }).click();
  await messageIn(ann, 'Welcome. You came with nothing.').waitFor();
  await messageIn(boris, 'Welcome.').waitFor();
  await write(ann, 'Only to Ann');
  await messageIn(ann, 'You wrote: Only to Ann').waitFor();
  expect(await messageIn(boris, 'Only to Ann').count()).toBe(0);
});

inBrowser('buttons show what the bot answers: for a moment, or until it is read', async () => {
  const ann = scene.column('ann');
  await ann.getByRole('button', { name: 'Start', exact: true }).click();
  await ann.getByRole('button', { name: 'Quiet' }).click();
  await ann.getByText('You pressed quiet').waitFor();
  await ann.getByRole('button', { name: 'Loud' }).click();
  const alert = ann.getByRole('alertdialog', { name: 'You pressed loud' });
  await alert.getByRole('button', { name: 'OK' }).click();
  await alert.waitFor({ state: 'detached' });
});

inBrowser('one replies, edits what one wrote, and uses the keyboard of the bot', async () => {
  const ann = scene.column('ann');
  await ann.getByRole('button', { name: 'Start', exact: true }).click();
  await messageIn(ann, 'Welcome.').hover();
  await messageIn(ann, 'Welcome.').getByRole('button', { name: 'Reply' }).click();
  await write(ann, 'Thanks');
  await messageIn(ann, /Welcome.*Thanks/s).waitFor();
  await messageIn(ann, 'You wrote: Thanks').waitFor();
  await ann.getByRole('textbox').press('ArrowUp');
  await ann.getByRole('textbox').fill('Many thanks');
  await ann.getByRole('button', { name: 'Save' }).click();
  await messageIn(ann, /Many thanks.*edited/s).waitFor();
  await write(ann, '/keys');
  await ann.getByRole('button', { name: 'Left' }).click();
  await messageIn(ann, 'You wrote: Left').waitFor();
  expect(await ann.getByRole('group', { name: 'Keyboard of the bot' }).count()).toBe(0);
});

inBrowser('one reacts to a message and takes it back', async () => {
  const ann = scene.column('ann');
  await ann.getByRole('button', { name: 'Start', exact: true }).click();
  const welcome = messageIn(ann, 'Welcome.');
  await welcome.hover();
  await welcome.getByLabel('React').click();
  await welcome.getByRole('button', { name: '🎉' }).click();
  await welcome.locator('.reactions').getByText('🎉').waitFor();
  await welcome.hover();
  await welcome.getByLabel('React').click();
  await welcome.getByRole('button', { name: '🎉' }).click();
  await welcome.locator('.reactions').waitFor({ state: 'detached' });
});

inBrowser('the request and the answer of a message stand beside it, and so does the update for a person’s', async () => {
  const ann = scene.column('ann');
  await ann.getByRole('button', { name: 'Start', exact: true }).click();
  await messageIn(ann, 'Welcome.').hover();
  await messageIn(ann, 'Welcome.')
    .getByRole('button', { name: /^Request/ })
    .click();
  const sheet = ann.getByRole('region', { name: /on the wire/ });
  await sheet.getByText('sendMessage').waitFor();
  await sheet.getByText('"Welcome. You came with nothing."').first().waitFor();
  await sheet.getByText('callback_data').first().waitFor();
  await scene.page.keyboard.press('Escape');
  await messageIn(ann, '/start').hover();
  await messageIn(ann, '/start')
    .getByRole('button', { name: /^Request/ })
    .click();
  await sheet.getByText(/^Update \d+ for @echo_sandbox_bot/).waitFor();
  await sheet.getByText('"/start"').waitFor();
});

inBrowser('the calls come in as they are made, and can be filtered and opened', async () => {
  await scene.page.getByRole('button', { name: 'Calls' }).click();
  await scene.column('ann').getByRole('button', { name: 'Start', exact: true }).click();
  const calls = scene.page.getByRole('region', { name: 'Calls' });
  await calls.getByRole('searchbox').fill('sendm');
  await calls.getByRole('button', { name: /sendMessage/ }).click();
  await calls.getByText('"Welcome. You came with nothing."').first().waitFor();
  expect(await calls.getByRole('button', { name: /setMyCommands/ }).count()).toBe(0);
});

inBrowser('a person who is blocked out comes back by unblocking', async () => {
  const ann = scene.column('ann');
  await ann.getByRole('button', { name: 'Start', exact: true }).click();
  await ann.getByRole('button', { name: 'About this bot' }).click();
  await ann.getByRole('button', { name: 'Block the bot' }).click();
  await ann.getByRole('button', { name: 'Close', exact: true }).click();
  await ann.getByRole('button', { name: 'Unblock and start again' }).click();
  await messageIn(ann, 'Welcome.').nth(1).waitFor();
});

inBrowser('somebody new gets a column, and a new bot a token', async () => {
  const { page } = scene;
  await page.getByRole('button', { name: 'Add a person' }).click();
  await page.getByLabel('First name').fill('Chloé');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await scene.column('chloé').waitFor();
  await page.getByRole('button', { name: 'Bots' }).click();
  await page.getByRole('button', { name: 'New bot' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Second');
  await page.getByLabel(/^Username/).fill('second_bot');
  await page.getByRole('button', { name: 'Make it' }).click();
  const token = await page.getByRole('dialog').locator('code').textContent();
  expect(scene.sandbox.telegram.bots().map((bot) => bot.token)).toContain(token);
  await page.getByRole('button', { name: 'Done' }).click();
  await scene
    .column('chloé')
    .getByRole('button', { name: /^Second/ })
    .waitFor();
});
