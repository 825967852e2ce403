import { changeLanes } from '../support/lanes';
import { arrivalIn } from '../support/bot-talk';
import { TestChappe } from '../support/chappe';
import { waitFor } from '../support/wait-for';

let chappe: TestChappe;

beforeAll(async () => {
  chappe = await TestChappe.start();
});

afterAll(async () => {
  await chappe.stop();
});

it('the answer to a button that Telegram holds up waits for as long as Telegram says, and for no pace', async () => {
  const boss = chappe.person('boss');
  const group = chappe.telegram.supergroup('Held', { owner: boss, members: [chappe.bot] });
  const offer = await arrivalIn(group);
  await changeLanes(chappe.sql, `paced_until = now() + interval '1 hour'`);
  chappe.telegram.fault({ on: { method: 'answerCallbackQuery' }, do: { floodWait: 1 }, times: 1 });
  const query = await boss.in(group).press('Show the code', offer);
  await waitFor('the answer to be held up', async () => {
    const held = await chappe.sql.rows(`select 1 from messages where waiting_for = 'rate_limit'`);
    return held.length > 0;
  });
  expect((await boss.expectAnswer(chappe.bot, query, { timeoutMs: 10_000 })).text).toContain('The code is');
});
