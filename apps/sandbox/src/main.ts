import { SettingsError } from '@app/platform';

import { startSandbox, type Sandbox } from './sandbox';
import { SandboxConfig } from './sandbox.config';

async function main(): Promise<void> {
  const config = new SandboxConfig();
  const sandbox = await startSandbox(config);
  stopWith(sandbox);
  report(sandbox, config.stateFile);
}

/** Ends with a signal, or with the parent: a sandbox whose parent died serves nobody. */
function stopWith(sandbox: Sandbox): void {
  const stop = (): void => {
    sandbox.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  if (process.send) process.once('disconnect', stop);
}

/** Tells the parent where the sandbox is, or whoever started it by hand. */
function report({ telegram: { port, apiRoot }, bot }: Sandbox, stateFile: string): void {
  if (process.send) {
    process.send({ ready: true, port, apiRoot, botToken: bot.token });
    return;
  }
  const lines = [
    `The sandbox is open: ${apiRoot}`,
    `Its bot is @${bot.username}; its token stands on the page under Bots, and in ${stateFile}. Point a program at it with:`,
    `  TELEGRAM_API_ROOT=${apiRoot}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof SettingsError ? error.message : String(error)}\n`);
  process.exit(1);
});
