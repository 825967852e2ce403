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
  process.stdout.write(`The sandbox is open: ${apiRoot}\n`);
  process.stdout.write(`Its bot is @${bot.username}; its token stands in ${stateFile}. Give it to Chappe with:\n`);
  process.stdout.write(`  TELEGRAM_API_ROOT=${apiRoot}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof SettingsError ? error.message : String(error)}\n`);
  process.exit(1);
});
