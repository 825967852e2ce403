import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

import { inBrowser, messageIn, useScene } from './scene';

const scene = useScene();

afterEach(() => {
  expect(scene.complaints).toEqual([]);
});

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

inBrowser('a phone shows one person at a time', async () => {
  const page = await scene.open(PHONE);
  const [ann, boris] = [page.locator('[data-person="ann"]'), page.locator('[data-person="boris"]')];
  await ann.getByRole('button', { name: 'Start', exact: true }).click();
  await messageIn(ann, 'Welcome.').waitFor();
  expect(await boris.isVisible()).toBe(false);
  await page.getByRole('navigation', { name: 'Everybody' }).getByRole('button', { name: 'Борис' }).click();
  await boris.getByRole('button', { name: 'Back to the chats' }).click();
  await boris.getByRole('button', { name: /^Chappe/ }).click();
  await boris.getByRole('button', { name: 'Start', exact: true }).waitFor();
  expect(await ann.isVisible()).toBe(false);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
});

inBrowser('everything works without a mouse', async () => {
  const { page, sandbox } = scene;
  const ann = scene.column('ann');
  sandbox.telegram.group('House', { owner: sandbox.telegram.person('ann') });
  await ann.getByRole('button', { name: 'Start', exact: true }).focus();
  await page.keyboard.press('Enter');
  await messageIn(ann, 'Welcome.').waitFor();
  await ann.getByRole('textbox').focus();
  await page.keyboard.type('/he');
  await ann.getByRole('option', { name: /help/ }).waitFor();
  await page.keyboard.press('Enter');
  await messageIn(ann, 'You wrote: /help').waitFor();
  await page.keyboard.type('one');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('two');
  await page.keyboard.press('Enter');
  await messageIn(ann, /You wrote: one\s+two/).waitFor();
  await messageIn(ann, /You wrote: one\s+two/).focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await ann.getByText('Reply to Ann').waitFor();
  await page.keyboard.press('Escape');
  await ann.getByText('Reply to Ann').waitFor({ state: 'detached' });
  await ann.locator('.chat-line[aria-current]').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await ann.getByRole('region', { name: 'Ann in House' }).waitFor();
});

inBrowser.each(['light', 'dark'] as const)('a check of accessibility finds nothing serious in %s', async (colorScheme) => {
  const { telegram, bot } = scene.sandbox;
  const [ann, boris] = [telegram.person('ann'), telegram.person('boris')];
  const forum = telegram.supergroup('Towers', { owner: ann, members: [boris, bot], forum: true });
  await ann.in(forum).createTopic('Weather');
  await boris.in(forum).send('Fog over Lille, see https://example.org');
  await ann.in(forum).pin(await ann.in(forum).send('At noon then'));
  await ann.send(bot, '/start');
  // The check itself writes styles into the page.
  const page = await scene.open({ viewport: { width: 1_440, height: 900 }, colorScheme, bypassCSP: true });
  const column = page.locator('[data-person="ann"]');
  await messageIn(column, 'Welcome.').waitFor();
  await page
    .locator('[data-person="boris"]')
    .getByRole('button', { name: /^Towers/ })
    .click();
  expect(await violations(page)).toEqual([]);
  await column.getByRole('button', { name: /^Towers/ }).click();
  await column.getByRole('button', { name: 'Members and settings' }).click();
  await column.getByRole('button', { name: 'Promote' }).first().click();
  await page.getByRole('button', { name: 'Faults' }).click();
  await page.getByRole('button', { name: 'Never answer' }).click();
  await page.getByRole('list', { name: 'Faults that are set' }).getByText('never answer').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Calls' }).click();
  await page
    .getByRole('button', { name: /sendMessage/ })
    .first()
    .click();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Bots' }).click();
  await page.getByRole('button', { name: 'New bot' }).click();
  expect(await violations(page)).toEqual([]);
});

async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe.source);
  const { violations: found } = await page.evaluate<AxeResults>("axe.run(document, { resultTypes: ['violations'] })");
  const serious = found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return serious.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`));
}
