import { Pool } from 'undici';

/** One call. */
export interface ReferenceCall {
  readonly token: string;
  readonly chatId: number;
}

/** What the bench asks for. */
export interface DrainOrder {
  readonly calls: readonly ReferenceCall[];
  readonly connections: number;
  readonly text: string;
}

/** Sent to the bench when it is ready, and when all calls were answered. */
export interface DrainReferenceSays {
  readonly refused: number;
}

/** The bare reference of the bench `drain`: the same calls, read from no database, in any order, and what comes of them is counted. */
const pool = new Pool(process.env.TELEGRAM_API_ROOT ?? '', { connections: Number(process.env.CONNECTIONS), pipelining: 1 });
const headers = { 'content-type': 'application/json' };

process.on('message', (order: DrainOrder) => {
  void drain(order).then(say);
});
process.once('disconnect', () => process.exit());
say(0);

async function drain({ calls, connections, text }: DrainOrder): Promise<number> {
  const left = calls.values();
  let refused = 0;
  const send = async (): Promise<void> => {
    for (const { token, chatId } of left) {
      const body = JSON.stringify({ chat_id: chatId, text });
      const answer = await pool.request({ method: 'POST', path: `/bot${token}/sendMessage`, headers, body });
      const { ok } = JSON.parse(await answer.body.text()) as { ok: boolean };
      if (!ok) refused++;
    }
  };
  await Promise.all(Array.from({ length: connections }, send));
  return refused;
}

function say(refused: number): void {
  process.send?.({ refused } satisfies DrainReferenceSays);
}
