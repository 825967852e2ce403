import { redact } from './redact';

const BOT_TOKEN = '7000000001:AAE-abcdefghijklmnopqrstuvwxyz_12345';

describe('redact', () => {
  it.each([
    ['a Bot API address', `POST https://api.telegram.org/bot${BOT_TOKEN}/sendMessage failed`],
    ['an error of an HTTP client', `{"err":{"message":"request to http://127.0.0.1/bot${BOT_TOKEN}/getMe failed"}}`],
    ['a bare token in a field that nobody thought of', `{"note":"${BOT_TOKEN}"}`],
  ])('hides a BotFather token in %s', (_, text) => {
    expect(redact(text)).not.toContain(BOT_TOKEN.slice(11));
  });

  it.each(['password', 'accessToken', 'refreshToken', 'botToken', 'authorization', 'Cookie', 'pairingCode', 'secret'])(
    'hides the field %s',
    (key) => {
      const line = JSON.stringify({ outer: { [key]: 'very "secret" \\ value' }, kept: 'yes' });
      expect(redact(line)).not.toContain('very');
      expect(JSON.parse(redact(line))).toMatchObject({ kept: 'yes' });
    },
  );

  it('hides a list of secrets under a secret name', () => {
    expect(redact('{"set-cookie":["a=topsecret"]}')).not.toContain('topsecret');
  });

  it('hides send keys, JSON web tokens, bearer headers and passwords in addresses', () => {
    const line = 'chp_0123456789abcdefghijABCDEFGHIJ eyJhbGciOi.eyJzdWIi.c2ln Bearer xyz postgres://chappe:hunter2@db/chappe';
    expect(redact(line)).not.toMatch(/0123456789abc|eyJ|xyz|hunter2/);
  });

  it('leaves ordinary text alone', () => {
    const line = '{"msg":"sent","chatId":"018f","updateId":123456789,"ms":12}';
    expect(redact(line)).toBe(line);
  });

  it.each([
    ['a scheme without an end', 'a+'],
    ['a scheme again and again', 'a://'],
    ['half a JSON web token', 'eyJ.'],
    ['half a JSON web token with dashes', 'eyJ-'],
    ['a secret list without an end', '"token":['],
    ['a secret text without an end', '"token":"'],
    ['a bearer without a token', 'Bearer '],
    ['a prefix of a key', 'chp_-'],
    ['digits and colons', '12345:'],
  ])('takes no longer for %s than for anything else', (_, part) => {
    // Quadratic work would take many times the time that jest grants a test.
    expect(redact(part.repeat(2_000_000 / part.length)).length).toBeGreaterThan(0);
  });
});
