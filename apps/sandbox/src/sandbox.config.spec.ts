import { SandboxConfig } from './sandbox.config';

it('listens on this machine only, unless told otherwise', () => {
  expect(new SandboxConfig({})).toMatchObject({ host: '127.0.0.1', port: 3_001, limits: 'telegram' });
  expect(new SandboxConfig({ SANDBOX_HOST: '0.0.0.0', SANDBOX_LIMITS: 'off' })).toMatchObject({ host: '0.0.0.0', limits: 'off' });
});

it.each([
  [{ NODE_ENV: 'production' }, 'does not start in production'],
  [{ SANDBOX_BOT_USERNAME: 'tower' }, 'ends in bot'],
  [{ SANDBOX_LIMITS: 'some' }, 'write telegram or off'],
])('does not start with %j', (environment, words) => {
  expect(() => new SandboxConfig(environment)).toThrow(words);
});
