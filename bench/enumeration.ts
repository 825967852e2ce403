import type { BenchRun, Figure } from './harness/bench';
import { Comparer, type Arm, type ArmPair } from './harness/comparer';
import type { LoadRequest } from './harness/load';
import { PlantedCodes } from './harness/planted-codes';
import { forgetTries, plantAccounts, signUp, startProduct, type Product } from './harness/product';
import { plantedName } from './harness/strangers';

/** Whether answers that must not tell anything can be told apart by a watch, or by what they say. */
export async function bench({ options: { samples }, ends, say }: BenchRun): Promise<Figure[]> {
  const product = await startProduct(ends, { TRUST_PROXY: '1' });
  await signUp(product, 'somebody');
  await plantAccounts(product, 'known', Comparer.mostIndexes(samples));
  const comparer = new Comparer(product.root, () => forgetTries(product));
  ends.add(() => comparer.close());
  const figures: Figure[] = [];
  for (const prepare of [() => login, () => register, () => reset, () => pairing(product)]) {
    const pair = await prepare();
    say(`${pair.name}: ${pair.arms.join(' against ')}`);
    figures.push(await comparer.compare(pair, samples));
  }
  return figures;
}

const login: ArmPair = {
  name: 'login',
  arms: ['known', 'unknown'],
  request: (arm, index) => post('auth/token', { login: loginOf(arm, index), password: 'not the password' }),
};

const register: ArmPair = {
  name: 'register',
  arms: ['taken', 'free'],
  request: (arm, index) => post('auth/register', { email: emailOf(arm, index), password: 'a long password', name: 'Somebody' }),
};

const reset: ArmPair = {
  name: 'reset',
  arms: ['known', 'unknown'],
  request: (arm, index) => post('auth/password/forgot', { login: loginOf(arm, index) }),
};

async function pairing(product: Product): Promise<ArmPair> {
  const { accessToken } = await signUp(product, 'pairing');
  const codes = new PlantedCodes(product, accessToken);
  return {
    name: 'pairing',
    arms: ['expired', 'never was'],
    prepare: (perArm) => codes.plantExpired(perArm),
    request: (arm) => post('cabinet/bot-tokens', { code: codes.next(arm === 0) }, { authorization: `Bearer ${accessToken}` }),
  };
}

/** By name or by address, in turn; each of them once. */
function loginOf(arm: Arm, index: number): string {
  return index % 2 === 0 ? nameOf(arm, index) : emailOf(arm, index);
}

function emailOf(arm: Arm, index: number): string {
  return `${nameOf(arm, index)}@example.org`;
}

function nameOf(arm: Arm, index: number): string {
  return plantedName(arm === 0 ? 'known' : 'ghost', index);
}

function post(path: string, body: Record<string, string>, headers: Record<string, string> = {}): LoadRequest {
  return {
    method: 'POST',
    path: `/api/v1/${path}`,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}
