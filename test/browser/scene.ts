import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright-core';

import { startSandbox, type Sandbox } from '../../apps/sandbox/src/sandbox';
import { chromiumPath, launchChromium } from '../support/chromium';
import { onlyIf } from '../support/only-if';
import { EchoBot } from './echo-bot';

const PATIENCE_MS = 8_000;

/** A test with a browser; skipped where there is no Chromium. */
export const inBrowser = onlyIf(
  chromiumPath !== null,
  'the page of the sandbox in a browser',
  'there is no Chromium on this machine',
);

/** The sandbox with its page open, and the program of its bot. */
export interface Scene {
  sandbox: Sandbox;
  bot: EchoBot;
  page: Page;
  /** What the page's console complained about. */
  complaints: string[];
  /** The column of a person. */
  column: (key: string) => Locator;
  /** Opens another page, such as a phone. */
  open: (options: BrowserContextOptions, path?: string) => Promise<Page>;
  /** Ends the sandbox as a crash of the program would not: in order, but with the page left open. */
  stopSandbox: () => Promise<void>;
  /** The same world on the same port. */
  startSandboxAgain: () => Promise<void>;
}

const WIDE = { viewport: { width: 1_440, height: 900 } };

/** Starts a new scene before each test of the file and ends it afterwards; the browser stays. */
export function useScene(): Scene {
  const scene = { complaints: [] as string[] } as Scene;
  let browser: Browser | undefined;
  let folder = '';
  const options = (port: number): Parameters<typeof startSandbox>[0] => ({
    port,
    host: '127.0.0.1',
    stateFile: join(folder, 'world.json'),
    botUsername: 'echo_sandbox_bot',
    limits: 'off',
  });
  beforeAll(async () => {
    browser = (await launchChromium()) ?? undefined;
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    if (!browser) return;
    folder = mkdtempSync(join(tmpdir(), 'sandbox-browser-'));
    scene.sandbox = await startSandbox(options(0));
    scene.bot = new EchoBot(scene.sandbox.telegram.apiRoot, scene.sandbox.bot);
    await scene.bot.begin();
    scene.complaints = [];
    scene.open = (context, path = '/') => openPage(browser, scene, context, path);
    scene.page = await scene.open(WIDE);
    scene.column = (key) => scene.page.locator(`[data-person="${key}"]`);
    const { port } = scene.sandbox.telegram;
    scene.stopSandbox = () => scene.sandbox.close();
    scene.startSandboxAgain = async () => {
      scene.sandbox = await startSandbox(options(port));
    };
  });
  afterEach(async () => {
    if (!browser) return;
    await scene.bot.end();
    await Promise.all(browser.contexts().map((context) => context.close()));
    await scene.sandbox.close();
    rmSync(folder, { recursive: true });
  });
  return scene;
}

async function openPage(
  browser: Browser | undefined,
  { sandbox, complaints }: Scene,
  options: BrowserContextOptions,
  path: string,
): Promise<Page> {
  if (!browser) throw new Error('There is no browser');
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('Failed to load resource')) complaints.push(message.text());
  });
  await page.goto(`${sandbox.telegram.apiRoot}${path}`);
  await page.locator('.status.live').waitFor();
  return page;
}

/** The message with this text. */
export function messageIn(column: Locator, text: string | RegExp): Locator {
  return column.locator('.message').filter({ hasText: text });
}

/** The service message with this text. */
export function serviceIn(column: Locator, text: string): Locator {
  return column.locator('.service').filter({ hasText: text });
}

/** Writes into the open chat of a column. */
export async function write(column: Locator, text: string): Promise<void> {
  await column.getByRole('textbox', { name: /^Message from/ }).fill(text);
  await column.getByRole('button', { name: 'Send' }).click();
}
