import type { Person } from '@app/telegram-emulator';
import type { Answer, ApiClient } from './api-client';
import { TestChappe, type ChappeOptions, type TestAccount, type TestToken } from './chappe';
import { changeLanes } from './lanes';
import { waitFor } from './wait-for';

/** A message as the API shows it. */
export interface MessageView {
  readonly id: string;
  readonly status: string;
  readonly text: string;
  readonly attempt: number;
  readonly waitingFor: string | null;
  readonly possibleDuplicate: boolean;
  readonly formattingDropped: boolean;
  readonly sentAsDocument: boolean;
  readonly truncated: boolean;
  readonly failure: { readonly code: string; readonly detail: string } | null;
  readonly telegramMessageId: string | null;
  readonly telegramMessageIds: readonly string[];
  readonly estimatedSendAt: string | null;
  readonly sendAt: string | null;
  readonly expiresAt: string | null;
  readonly createdAt: string;
  readonly resendOf: string | null;
  readonly attempts: readonly { readonly outcome: string; readonly detail: string | null }[];
}

/** Sends and follows messages with one token. */
export class Messages {
  constructor(
    private readonly api: ApiClient,
    readonly token: string,
  ) {}

  /** Asks for a message to be sent, and answers what the API answered. */
  post(body: Record<string, unknown>, key?: string): Promise<Answer> {
    const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
    return this.api.post('messages', { type: 'text', ...body }, { token: this.token, headers });
  }

  /** Has a message accepted, and answers its id. */
  async send(text: string, more: Record<string, unknown> = {}): Promise<string> {
    const answer = await this.post({ text, ...more });
    if (answer.status !== 202) throw new Error(`send: ${String(answer.status)} ${answer.text}`);
    return String(answer.body.id);
  }

  async get(id: string): Promise<MessageView> {
    return (await this.api.get<MessageView>(`messages/${id}`, { token: this.token })).body;
  }

  /** The message as soon as it is as wanted. */
  async when(id: string, wanted: (message: MessageView) => boolean, timeoutMs?: number): Promise<MessageView> {
    let seen: MessageView | undefined;
    const look = async (): Promise<MessageView | false> => {
      seen = await this.get(id);
      return wanted(seen) && seen;
    };
    return await waitFor('a message to be as wanted', look, timeoutMs).catch((error: unknown) => {
      throw new Error(`${String(error)} It is ${JSON.stringify(seen)}`);
    });
  }

  /** The message when it has come to its end. */
  ended(id: string, timeoutMs?: number): Promise<MessageView> {
    return this.when(id, ({ status }) => !['queued', 'sending'].includes(status), timeoutMs);
  }
}

/** A person whose chat is paired, and the messages that are sent there. */
export interface PairedPerson extends TestToken {
  readonly person: Person;
  readonly messages: Messages;
}

/** Pairs a new person, waits until the bot has said all it has to say, and lets the chat rest from that. */
export async function pairedPerson(chappe: TestChappe, account: TestAccount, key: string): Promise<PairedPerson> {
  const person = chappe.person(key);
  const token = await chappe.pair(account, person);
  await person.expectMessage(chappe.bot, /^Linked by/);
  await waitFor('the chat to be idle', async () => {
    const rested = 'update lanes set paced_until = now(), ready_at = now() where chat_id = $1 and open = 0 returning chat_id';
    return (await chappe.sql.rows(rested, [token.chatId])).length === 1;
  });
  return { ...token, person, messages: new Messages(chappe.api, token.botToken) };
}

/** Lets chats be written to without a pause from now on. */
export async function unpaced(chappe: TestChappe): Promise<void> {
  await changeLanes(chappe.sql, 'pace_seconds = 0, slack_seconds = 0, paced_until = now(), ready_at = now()');
}

/** What most files about messages begin with. */
export interface Correspondence {
  readonly chappe: TestChappe;
  readonly ann: TestAccount;
  readonly chat: PairedPerson;
}

/** An installation where one account, ann, has paired the chat of one person. */
export async function correspondence(options: ChappeOptions = {}): Promise<Correspondence> {
  const chappe = await TestChappe.start(options);
  const ann = await chappe.register('ann');
  return { chappe, ann, chat: await pairedPerson(chappe, ann, 'reader') };
}
