import { escapeHtml } from '@app/platform';
import { boldMarkdown, escapeMarkdownV2, type Payload } from '@app/telegram';
import type { Claimed } from './claimed';

interface Entity {
  readonly offset: number;
  readonly length: number;
}

/** Calls that are about something else than a chat. */
const WITHOUT_CHAT = new Set(['answerCallbackQuery']);

/** The parameters of the call that a message stands for: to the chat's current id, headed by its sender. */
export function callOf(message: Claimed): Payload {
  const { method, telegramId, payload } = message;
  const chat = WITHOUT_CHAT.has(method) ? {} : { chat_id: telegramId };
  return { ...withoutFormatting(message, payload), ...chat, ...textOf(message) };
}

function withoutFormatting({ formattingDropped }: Claimed, payload: Payload): Payload {
  return formattingDropped ? { ...payload, parse_mode: undefined, entities: undefined } : payload;
}

function textOf({ text, heading, payload, formattingDropped }: Claimed): Payload {
  if (text === null) return {};
  if (heading === null) return { text };
  const parseMode = formattingDropped ? undefined : payload.parse_mode;
  if (parseMode === 'HTML') return { text: `<b>${escapeHtml(heading)}</b>\n${text}` };
  if (parseMode === 'MarkdownV2') return { text: `*${escapeMarkdownV2(heading)}*\n${text}` };
  if (parseMode === 'Markdown') return { text: `${boldMarkdown(heading)}\n${text}` };
  return headedPlain(heading, text, formattingDropped ? [] : payload.entities);
}

/** Without a markup language the heading is an entity, so whatever a name holds stays text. */
function headedPlain(heading: string, text: string, entities: unknown): Payload {
  const offset = heading.length + 1;
  const shifted = Array.isArray(entities)
    ? (entities as Entity[]).map((entity) => ({ ...entity, offset: entity.offset + offset }))
    : [];
  return { text: `${heading}\n${text}`, entities: [{ type: 'bold', offset: 0, length: heading.length }, ...shifted] };
}
