import { inBrowser, messageIn, useScene } from './scene';

const scene = useScene();

afterEach(() => {
  expect(scene.complaints).toEqual([]);
});

/** One red point. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

inBrowser('a person sends a picture with a caption and a document, which the bot hears of', async () => {
  const ann = scene.column('ann');
  await ann.getByRole('button', { name: 'Start', exact: true }).click();
  await ann.getByLabel('Files to attach').setInputFiles([
    { name: 'tower.png', mimeType: 'image/png', buffer: PNG },
    { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('fog') },
  ]);
  await ann.getByRole('list', { name: 'Attached' }).getByText('tower.png').waitFor();
  await ann.getByRole('textbox').fill('Our tower');
  await ann.getByRole('textbox').press('Enter');
  await messageIn(ann, 'Our tower').getByRole('img').waitFor();
  await messageIn(ann, 'You wrote: notes.txt').waitFor();
  const [download] = await Promise.all([
    scene.page.waitForEvent('download'),
    messageIn(ann, /^notes\.txt/)
      .getByRole('link')
      .click(),
  ]);
  expect(download.suggestedFilename()).toBe('notes.txt');
});

inBrowser('a person sees what a bot sends: a picture, a poll to vote in, a place', async () => {
  const { sandbox, page } = scene;
  const ann = scene.column('ann');
  await ann.getByRole('button', { name: 'Start', exact: true }).click();
  await messageIn(ann, 'Welcome.').waitFor();
  const chat_id = sandbox.telegram.person('ann').id;
  const form = new FormData();
  form.set('chat_id', String(chat_id));
  form.set('caption', 'From the bot');
  form.set('photo', new Blob([PNG]), 'photo.png');
  await fetch(`${sandbox.telegram.apiRoot}/bot${sandbox.bot.token}/sendPhoto`, { method: 'POST', body: form });
  await messageIn(ann, 'From the bot').getByRole('img').waitFor();
  expect(await page.evaluate("document.querySelector('.picture img').decode().then(() => 'seen')")).toBe('seen');
  await scene.bot.call('sendPoll', { chat_id, question: 'Fog today?', options: [{ text: 'Yes' }, { text: 'No' }] });
  await ann.getByRole('button', { name: 'Yes', exact: true }).click();
  await ann.getByText('Yes ✓').waitFor();
  await ann.getByText('Anonymous poll · 1 vote').waitFor();
  await scene.bot.call('sendLocation', { chat_id, latitude: 48.86, longitude: 2.34 });
  await messageIn(ann, '48.86, 2.34').waitFor();
  await page.reload();
  await ann.getByText('Yes ✓').waitFor();
});

inBrowser('keys of the bot share the contact, and the menu shares where one is', async () => {
  const ann = scene.column('ann');
  await ann.getByRole('button', { name: 'Start', exact: true }).click();
  await messageIn(ann, 'Welcome.').waitFor();
  const chat_id = scene.sandbox.telegram.person('ann').id;
  const keyboard = [[{ text: 'My number', request_contact: true }]];
  await scene.bot.call('sendMessage', { chat_id, text: 'Who are you?', reply_markup: { keyboard } });
  await ann.getByRole('button', { name: /^My number/ }).click();
  await messageIn(ann, /👤 Ann/).waitFor();
  await ann.getByLabel('Attach', { exact: true }).click();
  await ann.getByRole('button', { name: 'Location' }).click();
  await messageIn(ann, '48.8606, 2.3376').waitFor();
});
