import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import type { Porter, Post } from './porter';

/** Debian's own, for which its package is made; another one may stand before it on the path. */
const PYTHON = '/usr/bin/python3';

/** The porter on python-telegram-bot, as a process of its own. */
export function pythonPorter({ token, apiRoot, picture }: Post): Promise<Porter> {
  const program = join(__dirname, 'python_telegram_bot.py');
  const child = spawn(PYTHON, ['-W', 'ignore', program, apiRoot], { stdio: ['pipe', 'ignore', 'inherit'] });
  child.stdin.write(`${token}\n${picture.toString('base64')}\n`);
  return Promise.resolve({
    stop: async () => {
      const ended = child.exitCode === null ? once(child, 'exit') : undefined;
      child.stdin.end();
      await ended;
    },
  });
}
