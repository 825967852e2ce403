import type { WebhookAttack } from '@app/telegram-emulator';
import { TestChappe } from '../support/chappe';

let chappe: TestChappe;

beforeAll(async () => {
  chappe = await TestChappe.start();
});

afterAll(async () => {
  await chappe.stop();
});

const answersTo = (key: string): string[] =>
  chappe
    .person(key)
    .messages(chappe.bot)
    .filter(({ from }) => from === 'bot')
    .map(({ text }) => text);

describe('a webhook that is attacked', () => {
  beforeAll(async () => {
    await chappe.readCode(chappe.person('ann'));
    await chappe.telegram.idle();
  });

  it.each<[WebhookAttack, number[]]>([
    ['wrongSecret', [401]],
    ['noSecret', [401]],
    ['notJson', [400]],
    ['hugeBody', [413]],
    ['oldUpdate', [200]],
    ['unknownKind', [200]],
    ['parallel', Array.from({ length: 100 }, () => 200)],
  ])('answers %s with what it deserves, and nobody hears of it', async (attack, statuses) => {
    const before = answersTo('ann').length;
    expect(await chappe.telegram.attackWebhook(chappe.bot, attack)).toEqual(statuses);
    await chappe.readCode(chappe.person('boris')); // whoever writes next is answered
    expect(answersTo('ann')).toHaveLength(before);
  });

  it('understands an update with fields that it does not know', async () => {
    const carl = chappe.person('carl');
    await chappe.readCode(carl);
    await chappe.telegram.idle();
    expect(await chappe.telegram.attackWebhook(chappe.bot, 'unknownFields')).toEqual([200]);
    await carl.expectMessage(chappe.bot, /Your code is/, { after: carl.messages(chappe.bot).at(-1)?.messageId });
  });
});

it('answers everybody once when Telegram delivers twice, late and across', async () => {
  const { telegram, bot } = chappe;
  telegram.fault({ on: { update: 'any' }, do: 'duplicateUpdate', probability: 0.5 });
  telegram.fault({ on: { update: 'any' }, do: 'reorderAcrossQueues', probability: 0.5 });
  telegram.fault({ on: { update: 'any' }, do: { slowBody: 40 }, probability: 0.2 });
  const people = Array.from({ length: 20 }, (_, i) => chappe.person(`crowd${String(i)}`));
  await Promise.all(people.map((person) => chappe.readCode(person)));
  await telegram.idle(30_000);
  telegram.clearFaults();
  expect(telegram.deliveries.filter(({ faulted }) => faulted === 'duplicateUpdate').length).toBeGreaterThan(0);
  for (const person of people) {
    const { messageId } = await person.send(bot, '/start');
    await person.expectMessage(bot, /^Welcome back/, { after: messageId }); // whatever came before is answered by now
  }
  const codes = people.map(({ key }) => answersTo(key).filter((text) => text.includes('Your code is')).length);
  expect(codes).toEqual(people.map(() => 2));
});
