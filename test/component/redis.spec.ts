import { TestChappe, type TestAccount } from '../support/chappe';
import { Messages, pairedPerson } from '../support/messages';
import { redisAvailable, startTestRedis, type TestRedis } from '../support/redis';
import { changeLanes } from '../support/lanes';
import { waitFor } from '../support/wait-for';

const suite = redisAvailable ? describe : describe.skip;
if (!redisAvailable) {
  process.stderr.write('skipped: queues in Redis (CHAPPE_TEST_REDIS=on says that redis-server is installed)\n');
}

suite('with queues in Redis', () => {
  let redis: TestRedis;
  let chappe: TestChappe;
  let ann: TestAccount;

  beforeAll(async () => {
    redis = await startTestRedis();
    chappe = await TestChappe.start({ settings: { REDIS_URL: redis.url } });
    ann = await chappe.register('ann');
  });

  afterAll(async () => {
    await chappe.stop();
    await redis.stop();
  });

  it('a message goes the same way, and the database holds no queue', async () => {
    const { messages, person } = await pairedPerson(chappe, ann, 'ann');
    const id = await messages.send('by Redis');
    expect(await messages.ended(id)).toMatchObject({ status: 'sent', attempt: 1 });
    await person.expectMessage(chappe.bot, 'ann\nby Redis');
    await waitFor('the welcome mail', async () => (await chappe.sql.rows(`select 1 from mails where status = 'kept'`))[0]);
    expect(await chappe.sql.rows(`select 1 from information_schema.schemata where schema_name = 'bullmq'`)).toEqual([]);
  });

  it('nothing is lost when Redis dies with everything in it: the work goes on without it, and with the next one', async () => {
    const { messages, person, botToken } = await pairedPerson(chappe, ann, 'stubborn');
    await changeLanes(chappe.sql, 'pace_seconds = 0, slack_seconds = 0');
    const ids = await Promise.all(Array.from({ length: 5 }, (_, i) => messages.send(`before ${String(i)}`)));
    await redis.kill();
    const startedAt = performance.now();
    for (let i = 0; i < 5; i++) ids.push(await new Messages(chappe.api, botToken).send(`without ${String(i)}`));
    expect(performance.now() - startedAt).toBeLessThan(2_000); // nobody waits for the queue
    for (const id of ids) expect(await messages.ended(id)).toMatchObject({ status: 'sent', possibleDuplicate: false });
    const { messageId } = await person.send(chappe.bot, '/start');
    await person.expectMessage(chappe.bot, /^Welcome back/, { after: messageId });
    const bob = await chappe.register('bob');

    redis = await startTestRedis(Number(new URL(redis.url).port));
    const kept = () => chappe.sql.rows(`select 1 from mails where recipient = 'bob@example.org' and status = 'kept'`);
    await waitFor('the mail of bob', async () => (await kept())[0], 20_000);
    await chappe.sql.rows(`update mails set status = 'queued', next_try_at = now() - interval '1 minute'`);
    await waitFor('the chore that looks for mails whose jobs were lost', async () => (await kept())[0], 20_000);
    expect((await pairedPerson(chappe, bob, 'bob')).chatId).not.toBe('');
    const texts = person.messages(chappe.bot).filter(({ text }) => /before|without/.test(text));
    expect(texts).toHaveLength(10);
  });
});
