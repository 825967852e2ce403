// `npm run bench`: measures the built product against bare references; bench/README.md says what and how.
//   npm run bench                                 all benches
//   npm run bench -- sign-in accept               these
//   npm run bench -- enumeration --samples 100    a quick look: fewer samples, --pairs and --seconds likewise
// What a bench starts in a process of its own comes through here as well (`--program <file>`): it is TypeScript too.
import { readFileSync, readdirSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT, prepare } from './prepare.mjs';

const BENCHES = join(ROOT, 'bench');
const USAGE = 'usage: npm run bench -- [name …] [--samples N] [--pairs N] [--seconds N]';
const DEFAULTS = { samples: 2_000, pairs: 5, seconds: 4 };
const MOST = { samples: 100_000, pairs: 50, seconds: 60 };

const require = createRequire(import.meta.url);
const [, , flag, program] = process.argv;
process.setSourceMapsEnabled(true);
if (flag === '--program') {
  loadTypeScript();
  require(program);
} else {
  const { names, options } = readFlags();
  prepare();
  loadTypeScript();
  const { runBenches } = require(join(BENCHES, 'harness', 'run-benches.ts'));
  process.exit(await runBenches(names, options));
}

/** Compiles what is required the way jest does it for the tests. */
function loadTypeScript() {
  const { transformSync } = require('@swc/core');
  const { transform, moduleNameMapper } = require('../jest.config.cjs').projects[0];
  const [, swc] = Object.values(transform)[0];
  const aliases = Object.entries(moduleNameMapper).map(([alias, path]) => [new RegExp(alias), path.replace('<rootDir>/', ROOT)]);
  const resolve = Module._resolveFilename;
  Module._resolveFilename = (request, ...rest) => {
    const path = aliases.reduce((name, [alias, folder]) => name.replace(alias, folder), request);
    return resolve.call(Module, path, ...rest);
  };
  const others = { ...Module._extensions };
  for (const extension of Object.keys(others)) Reflect.deleteProperty(Module._extensions, extension);
  // First of all, as in jest: a name without an ending means the program, not the data of that name beside it.
  Module._extensions['.ts'] = (module, filename) => {
    module._compile(transformSync(readFileSync(filename, 'utf8'), { ...swc, filename }).code, filename);
  };
  Object.assign(Module._extensions, others);
}

function readFlags() {
  const known = readdirSync(BENCHES).flatMap((file) => (file.endsWith('.ts') ? [file.slice(0, -3)] : []));
  try {
    const number = { type: 'string' };
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { samples: number, pairs: number, seconds: number },
    });
    const unknown = positionals.filter((name) => !known.includes(name));
    if (unknown.length > 0) throw new Error(`There is no bench ${unknown.join(', ')}; there are ${known.join(', ')}.`);
    const given = Object.entries(values).map(([name, value]) => [name, numberOf(name, value)]);
    return { names: positionals.length > 0 ? positionals : known, options: { ...DEFAULTS, ...Object.fromEntries(given) } };
  } catch (error) {
    console.error(`${error.message}\n${USAGE}`);
    process.exit(1);
  }
}

function numberOf(name, text) {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= MOST[name]) return value;
  throw new Error(`--${name} is a whole number from 1 to ${MOST[name]}.`);
}
