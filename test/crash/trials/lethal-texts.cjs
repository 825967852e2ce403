// Loaded into workers before anything of the product: who writes down a call with such a text throws, stands still, goes, or
// takes all memory there is, as a fault in a library would do it.
const stringify = JSON.stringify;
const WAYS = {
  throws: () => {
    throw new Error('a fault in a library');
  },
  hangs: () => {
    for (;;);
  },
  exits: () => process.exit(1),
  swells: () => {
    for (const kept = []; ;) kept.push(new Array(1e6).fill(kept.length));
  },
};
JSON.stringify = (value, ...rest) => {
  const [, way] = /^poison that (\w+)/.exec(typeof value?.text === 'string' ? value.text : '') ?? [];
  WAYS[way]?.();
  return stringify(value, ...rest);
};
