import type { Product, SignedIn } from './product';

/** A chat that is paired with an account. */
export interface PairedChat {
  /** Sends to it. */
  readonly botToken: string;
  readonly tokenId: string;
  readonly chatId: string;
}

const CODE_LIMIT_MS = 30_000;

/** So many people write /start, and one account enters the codes that the bot shows them. One after the other: wrong tries count. */
export async function pairChats(product: Product, account: SignedIn, count: number): Promise<PairedChat[]> {
  const chats: PairedChat[] = [];
  for (let index = 0; index < count; index++) {
    const code = await readCode(product, `person-${String(index)}`);
    const answer = await product.api.post<{ id: string; botToken: string; chat: { id: string } }>(
      'cabinet/bot-tokens',
      { code },
      { token: account.accessToken },
    );
    if (answer.status !== 201) throw new Error(`pair: ${answer.text}`);
    const { id, botToken, chat } = answer.body;
    chats.push({ botToken, tokenId: id, chatId: chat.id });
  }
  return chats;
}

async function readCode({ telegram, bot }: Product, key: string): Promise<string> {
  const person = telegram.person(key);
  await person.send(bot, '/start');
  const { text } = await person.expectMessage(bot, /code is/, { timeoutMs: CODE_LIMIT_MS });
  return /code is ([0-9A-Z-]+)/.exec(text)?.[1] ?? '';
}
