import { clientAddress, plantedName } from '../harness/strangers';
import { pace, type LoadResult } from '../harness/load';

/** What the bench asks for. */
export interface FloodTask {
  readonly root: string;
  readonly connections: number;
  readonly perSecond: number;
  readonly seconds: number;
  /** Requests of floods before this one: no login and no address is used again before its turn. */
  readonly from: number;
  /** So many logins are there; as many more are not. */
  readonly logins: number;
}

/** So many that hardly one uses up the tries that cost an address nothing. */
const ADDRESSES = 16_384;

process.on('message', (task: FloodTask) => {
  void flood(task).then((result) => process.send?.(result));
});
process.once('disconnect', () => process.exit());

/** Tries wrong passwords, whether the ones before were answered or not: for logins that are there, and for such that are not, in turn. */
async function flood({ root, connections, perSecond, seconds, from, logins }: FloodTask): Promise<LoadResult> {
  const request = (index: number) => {
    const number = from + index;
    const login = plantedName(number % 2 === 0 ? 'known' : 'ghost', Math.floor(number / 2) % logins);
    return {
      method: 'POST' as const,
      path: '/api/v1/auth/token',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': clientAddress(number % ADDRESSES) },
      body: JSON.stringify({ login, password: `not the password ${String(number)}` }),
    };
  };
  return { ...(await pace({ root, connections, seconds, request }, perSecond)), latenciesMs: [] };
}
