#!/usr/bin/env node
// `npm run sandbox`: Telegram in a box on its own, without Chappe and without a database. In a checkout it installs and builds what is
// needed; out of a package it is built already.
import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import Module from 'node:module';
import { join } from 'node:path';
import { ROOT, prepare } from './prepare.mjs';

const MAIN = join(ROOT, 'dist', 'apps', 'sandbox', 'src', 'main.js');
const HELP = `Telegram in a box: a Bot API server and a page on which you play the people. Settings, from the environment or a file .env here:
  SANDBOX_PORT          its port, 3001; a taken one is passed over
  SANDBOX_HOST          the address it listens on, 127.0.0.1
  SANDBOX_STATE         the file of its world, .data/sandbox/world.json
  SANDBOX_BOT_USERNAME  the name of its first bot, chappe_sandbox_bot
  SANDBOX_LIMITS        Telegram's limits for sending: telegram (the default) or off`;

if (process.argv.length > 2) {
  console.log(HELP);
  process.exit(process.argv[2] === '--help' ? 0 : 1);
}
if (existsSync(join(ROOT, 'apps', 'sandbox', 'src'))) prepare();
if (existsSync('.env')) loadEnvFile('.env');
process.setSourceMapsEnabled(true);
process.argv[1] = MAIN;
Module.runMain();
