import { WebhooksService } from '@app/bots';
import type { EmulatedBot } from '@app/telegram-emulator';
import { TestChappe } from '../support/chappe';
import { letterTo, tokenIn } from '../support/letters';
import { OwnedBots } from '../support/owned-bots';
import { TestSmtp } from '../support/smtp';
import type { Echo } from '../support/traffic';
import { waitFor } from '../support/wait-for';

let chappe: TestChappe;
let smtp: TestSmtp;
let bots: OwnedBots;

beforeAll(async () => {
  smtp = await TestSmtp.start();
  chappe = await TestChappe.start({ settings: { SMTP_URL: smtp.url, MAX_BOTS_PER_ACCOUNT: '20' } });
  bots = new OwnedBots(chappe, await chappe.register('ann'));
  await chappe.api.post('auth/email/verify', { token: tokenIn(await letterTo(smtp, 'ann@example.org', /ready/)) });
});

afterAll(async () => {
  await chappe.stop();
  await smtp.stop();
});

const compare = () => chappe.app.get(WebhooksService, { strict: false }).compareAndSet();
const codes = (found: readonly { code: string }[]): string[] => found.map(({ code }) => code);

/** A bot whose webhook is set. */
async function settled(profile: { privacy?: boolean } = {}): Promise<Echo> {
  const bot = await bots.connect({}, profile);
  await waitFor('the webhook to be set', async () => (await bots.health(bot.id)).healthy);
  return bot;
}

/** What Telegram says of a bot to who asks next. */
function says(bot: EmulatedBot, more: object): { clear(): void } {
  const me = { id: bot.id, is_bot: true, first_name: 'Bot', username: bot.username, can_join_groups: true, ...more };
  const body = JSON.stringify({ ok: true, result: { can_read_all_group_messages: false, ...me } });
  return chappe.telegram.fault({ on: { method: 'getMe', botId: bot.id }, do: { http: [200, body] } });
}

describe('what is good to know about a bot', () => {
  it('is its privacy mode, with what to do; the bot is healthy all the same', async () => {
    const [deaf, hearing] = [await settled(), await settled({ privacy: false })];
    const health = await bots.health(deaf.id);
    expect(health).toMatchObject({ healthy: true, findings: [], notes: [{ code: 'privacy_mode' }] });
    expect(health.notes[0]?.detail).toMatch(/\/setprivacy.*add it again/);
    expect(await bots.health(hearing.id)).toMatchObject({ healthy: true, findings: [], notes: [] });
  });

  it('is that nobody can add it to a group', async () => {
    const bot = await settled();
    const words = says(bot.telegram, { can_join_groups: false });
    expect(codes((await bots.health(bot.id)).notes)).toEqual(['joins_no_groups']);
    words.clear();
  });

  it('is that it was renamed, until Chappe has followed', async () => {
    const bot = await settled({ privacy: false });
    const words = says(bot.telegram, { username: 'renamed_bot', can_read_all_group_messages: true });
    expect(await bots.health(bot.id)).toMatchObject({ healthy: true, notes: [{ code: 'renamed' }] });
    await bots.post(`/${bot.id}/repair`);
    expect((await bots.get(bot.id)).body).toMatchObject({ username: 'renamed_bot' });
    expect((await bots.health(bot.id)).notes).toEqual([]);
    words.clear();
  });
});

it('a bot that is changed while it is looked after is looked at again', async () => {
  const bot = await settled();
  const looks = (): number => chappe.telegram.callsOf('getMe', bot.telegram).length;
  const slow = chappe.telegram.fault({
    on: { method: 'getWebhookInfo', botId: bot.telegram.id },
    do: { delayMs: 300 },
    times: 1,
  });
  const comparing = compare();
  await waitFor('it to be looked after', () => Promise.resolve(slow.hits === 1));
  await chappe.sql.rows('update bots set care_due_at = now() where id = $1', [bot.id]);
  const before = looks();
  await comparing;
  await waitFor('another look', () => Promise.resolve(looks() > before));
});

describe('whose bot it is', () => {
  const lettersOn = (words: RegExp): number => smtp.mailsTo('ann@example.org').filter(({ plain }) => words.test(plain)).length;
  const told = (count: number, words: RegExp) =>
    waitFor(`${String(count)} mails like ${String(words)}`, () => Promise.resolve(lettersOn(words) >= count));

  it('is mailed once when the token is refused, and once more when it was mended and is refused anew', async () => {
    const bot = await settled();
    const words = new RegExp(`no longer accepts the token of @${bot.telegram.username}`);
    for (const times of [1, 2]) {
      const fault = chappe.telegram.fault({ on: { botId: bot.telegram.id }, do: { error: [401, 'Unauthorized'] } });
      for (let looks = 0; looks < 3; looks++) await compare();
      await told(times, words);
      fault.clear();
      await compare();
      expect((await bots.get(bot.id)).body).toMatchObject({ pausedReason: null });
      expect(lettersOn(words)).toBe(times);
    }
  });

  it('is mailed once for trouble that lasts, and once more when it had passed and comes back', async () => {
    const bot = await settled();
    const words = /bad webhook: never/;
    for (const times of [1, 2]) {
      const error = [400, 'Bad Request: bad webhook: never'] as const;
      const fault = chappe.telegram.fault({ on: { method: 'setWebhook', botId: bot.telegram.id }, do: { error } });
      await chappe.sql.rows('update bots set webhook_digest = null where id = $1', [bot.id]);
      await compare();
      await passMinutes(bot);
      for (let looks = 0; looks < 3; looks++) await compare();
      await told(times, words);
      fault.clear();
      await compare();
      expect(lettersOn(words)).toBe(times);
    }
    expect(await chappe.sql.count(`bots where trouble is not null`)).toBe(0);
  });

  it('is mailed when another program asks for the bot’s updates, and the health says so while it does', async () => {
    const bot = await bots.connect({ mode: 'polling' });
    const other = askMeanwhile(bot.telegram);
    await waitFor('it to be noticed', async () => codes((await bots.health(bot.id)).findings).includes('polled_elsewhere'));
    await compare();
    await passMinutes(bot);
    await compare();
    await told(1, /Another program asks Telegram for the updates/);
    await other.end();
    await chappe.sql.rows(`update bots set polled_elsewhere_at = polled_elsewhere_at - interval '3 minutes' where id = $1`, [
      bot.id,
    ]);
    await compare();
    expect(await bots.health(bot.id)).toMatchObject({ healthy: true, findings: [] });
    expect(await chappe.sql.count(`bots where trouble is not null`)).toBe(0);
  });

  const passMinutes = ({ id }: Echo) =>
    chappe.sql.rows(`update bots set trouble_since = trouble_since - interval '6 minutes' where id = $1`, [id]);
});

/** Another program that asks for a bot's updates, and takes the word away from whoever asks too. */
function askMeanwhile({ token }: EmulatedBot): { end(): Promise<void> } {
  let ended = false;
  const ask = async (): Promise<void> => {
    for (let times = 0; !ended && times < 200; times++) {
      await fetch(`${chappe.telegram.apiRoot}/bot${token}/getUpdates?timeout=1`).then((answer) => answer.text());
    }
  };
  const asking = ask();
  return {
    end: async () => {
      ended = true;
      await asking;
    },
  };
}
