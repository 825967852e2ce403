import fc from 'fast-check';
import { waitFor } from '../../support/wait-for';
import { register } from '../first-steps';
import type { Installation } from '../installation';
import { post, type PostAnswer } from '../submissions';
import type { Cast, Seat } from './cast';
import type { Judge, Scene } from './trial';

/** Somebody who has keys of their own. */
interface Sender {
  readonly chatId: string;
  readonly telegramId: string;
  readonly token: string;
}

interface Step {
  readonly sender: number;
  readonly key: string;
  readonly text: number;
}

/** Quotes are characters like others: a key with them is another one. */
const KEYS = ['a', '"a"', 'A', 'a'.repeat(200)];

const STEP = fc.record({ sender: fc.nat(2), key: fc.constantFrom(...KEYS), text: fc.nat(2) });

/** What is asked at once, and then, and then. */
const ROUNDS = fc.array(fc.array(STEP, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 });

/**
 * T5: requests in any order, with few keys, few texts and few senders. Beside them stands a model: to each sender, a key belongs to
 * the text that came first; that text is answered alike for ever, and every other one is refused.
 */
export async function askInAnyOrder({ installation, cast, seats, size, random }: Scene): Promise<Judge> {
  const senders = await makeSenders(installation, cast, seats);
  const wrong: string[] = [];
  let requests = 0;
  let run = 0;
  const ask = async ({ sender, key, text }: Step): Promise<PostAnswer> => {
    const from = senders[sender];
    if (!from) throw new Error('There is no such sender.');
    requests++;
    const order = {
      key: `${String(run)}-${key}`,
      text: `order ${String(text)}`,
      chatId: from.chatId,
      delivery: 'at_least_once',
    } as const;
    return await post(installation.root, from.token, order);
  };
  const property = fc.asyncProperty(ROUNDS, async (rounds) => {
    run++;
    const model = new Map<string, { text: number; answer: string }>();
    for (const round of rounds) {
      const answers = await Promise.all(round.map(async (step) => ({ step, answer: await ask(step) })));
      learn(model, answers);
      wrong.push(
        ...answers.flatMap((one) => (isRight(model, one) ? [] : [`${JSON.stringify(one)} in ${JSON.stringify(rounds)}`])),
      );
    }
    return wrong.length === 0;
  });
  const result = await fc.check(property, {
    numRuns: size.orders,
    seed: Math.floor(random.fraction() * 2 ** 31),
    endOnFailure: true,
  });
  return () => Promise.resolve({ counts: { runs: result.numRuns, requests }, violations: { wrongAnswers: wrong } });
}

interface Asked {
  readonly step: Step;
  readonly answer: PostAnswer;
}

type Model = Map<string, { text: number; answer: string }>;

const nameOf = ({ sender, key }: Step): string => `${String(sender)} ${key}`;

/** Of requests at the same moment anyone may have been the first. */
function learn(model: Model, answers: readonly Asked[]): void {
  for (const { step, answer } of answers) {
    if (answer.status === '202' && !model.has(nameOf(step))) model.set(nameOf(step), { text: step.text, answer: answer.text });
  }
}

function isRight(model: Model, { step, answer }: Asked): boolean {
  const known = model.get(nameOf(step));
  if (!known) return false;
  return known.text === step.text ? answer.status === '202' && answer.text === known.answer : answer.status === '422';
}

/** An account by its access token, a bot token of the same chat, and another account. */
async function makeSenders({ sql }: Installation, { api, accessToken }: Cast, seats: readonly Seat[]): Promise<Sender[]> {
  const [own, foreign] = seats;
  if (!own || !foreign) throw new Error('There are too few chats.');
  const { body } = await api.post<{ botToken: string }>(
    'cabinet/bot-tokens',
    { chatId: own.chatId, name: 'keys' },
    { token: accessToken },
  );
  const stranger = await register(api, 'stranger');
  await waitFor('the stranger to have a chat', async () => {
    const give = `update chats set account_id = (select id from accounts where username = 'stranger') where id = $1 returning id`;
    return (await sql.rows(give, [foreign.chatId])).length === 1;
  });
  await sql.rows('update lanes set pace_seconds = 0 where chat_id in ($1, $2)', [own.chatId, foreign.chatId]); // there are many
  const { chatId, telegramId } = own;
  return [
    { chatId, telegramId, token: accessToken },
    { chatId, telegramId, token: body.botToken },
    { chatId: foreign.chatId, telegramId: foreign.telegramId, token: stranger },
  ];
}
