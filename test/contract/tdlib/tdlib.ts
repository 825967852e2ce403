import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Entity, FormattedText } from '@app/formatting';

const SCRIPT = resolve(__dirname, '../../tools/ask-tdlib.mjs');
const MOST_OUTPUT = 256 * 1024 * 1024;
const LIMIT_MS = 60_000;

export type Mode = 'html' | 'markdown' | 'markdownv2';

const MODES: Record<Mode, object> = {
  html: { _: 'textParseModeHTML' },
  markdown: { _: 'textParseModeMarkdown', version: 1 },
  markdownv2: { _: 'textParseModeMarkdown', version: 2 },
};

/** A text that was read, or the words in which it was refused. */
export type Reading = FormattedText | { refused: string };

interface TextEntity {
  offset: number;
  length: number;
  type: Record<string, unknown> & { _: string };
}

type Answer = { _: 'error'; message: string } | { _: 'formattedText'; text: string; entities: TextEntity[] };

/** Whether TDLib comes with a binary for this platform: it does on Linux for x64 with glibc. */
export const tdlibRunsHere =
  process.platform === 'linux' && process.arch === 'x64' && !spawnSync('ldd', ['--version']).stderr.toString().includes('musl');

/** TDLib reads these texts. */
export function readByTdlib(mode: Mode, texts: readonly string[]): Reading[] {
  return ask(texts.map((text) => ({ _: 'parseTextEntities', text, parse_mode: MODES[mode] })));
}

/**
 * TDLib cleans these texts and arranges their entities (fix_formatted_text), but leaves the blanks around them. They must hold no marks
 * of its clients' Markdown.
 */
export function cleanedByTdlib(texts: readonly FormattedText[]): Reading[] {
  return ask(
    texts.map(({ text, entities }) => ({
      _: 'parseMarkdown',
      text: { _: 'formattedText', text, entities: entities.map(theirs) },
    })),
  );
}

/** In an empty folder, which must still be empty afterwards. */
function ask(requests: readonly object[]): Reading[] {
  const cwd = mkdtempSync(join(tmpdir(), 'tdlib-'));
  try {
    const options = {
      cwd,
      input: JSON.stringify(requests),
      maxBuffer: MOST_OUTPUT,
      timeout: LIMIT_MS,
      encoding: 'utf8',
    } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT], options);
    if (status !== 0 || stderr !== '') throw new Error(`TDLib did not answer (${String(status)}): ${stderr}`);
    if (readdirSync(cwd).length > 0) throw new Error(`TDLib left files: ${readdirSync(cwd).join(', ')}`);
    return (JSON.parse(stdout) as Answer[]).map(readingOf);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

function readingOf(answer: Answer): Reading {
  if (answer._ === 'error') return { refused: answer.message.replace(/^Can't parse entities: /, '') };
  return { text: answer.text, entities: answer.entities.map(ours) };
}

const TYPES: Record<string, string> = {
  textEntityTypeBold: 'bold',
  textEntityTypeItalic: 'italic',
  textEntityTypeUnderline: 'underline',
  textEntityTypeStrikethrough: 'strikethrough',
  textEntityTypeSpoiler: 'spoiler',
  textEntityTypeCode: 'code',
  textEntityTypePre: 'pre',
  textEntityTypePreCode: 'pre',
  textEntityTypeTextUrl: 'text_link',
  textEntityTypeMentionName: 'text_mention',
  textEntityTypeCustomEmoji: 'custom_emoji',
  textEntityTypeBlockQuote: 'blockquote',
  textEntityTypeExpandableBlockQuote: 'expandable_blockquote',
  textEntityTypeDateTime: 'date_time',
};

/** In the form of the Bot API (telegram-bot-api, Client.cpp: JsonEntity). */
function ours({ offset, length, type }: TextEntity): Entity {
  const { _, url, language, custom_emoji_id: emojiId, user_id: userId, unix_time: unixTime, formatting_type: format } = type;
  const given = {
    url,
    language,
    custom_emoji_id: emojiId,
    user: userId === undefined ? undefined : { id: userId },
    unix_time: unixTime,
    date_time_format: isObject(format) ? formatOf(format) : undefined,
  };
  const fields = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { type: TYPES[_] ?? _, offset, length, ...fields };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function formatOf(type: Record<string, unknown>): string {
  if (type._ === 'dateTimeFormattingTypeRelative') return 'r';
  const precision = (name: string, letter: string): string => {
    const { _: kind } = type[name] as { _: string };
    return { dateTimePartPrecisionShort: letter, dateTimePartPrecisionLong: letter.toUpperCase() }[kind] ?? '';
  };
  return (type.show_day_of_week === true ? 'w' : '') + precision('date_precision', 'd') + precision('time_precision', 't');
}

function theirs({ type, offset, length, url, language, custom_emoji_id: emojiId, unix_time: unixTime }: Entity): object {
  const isBlock = type === 'pre' && language !== undefined;
  const [kind] =
    Object.entries(TYPES).find(([name, one]) => one === type && (name === 'textEntityTypePreCode') === isBlock) ?? [];
  return { _: 'textEntity', offset, length, type: { _: kind, url, language, custom_emoji_id: emojiId, unix_time: unixTime } };
}
