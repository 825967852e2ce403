import { checkLink, dateTimeFormat, type Entity, inOrder, mentionedUserId } from '@app/formatting';
import { badRequest } from '../calls/refusal';

/** The kinds a bot may set by hand. What Telegram finds by itself is taken and found again. */
const SETTABLE = new Set([
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'code',
  'pre',
  'blockquote',
  'expandable_blockquote',
  'custom_emoji',
  'date_time',
]);
const FOUND_ANYWAY = new Set([
  'mention',
  'hashtag',
  'cashtag',
  'bot_command',
  'url',
  'email',
  'phone_number',
  'bank_card_number',
]);

/** The entities a call brought along, checked against the text. What is no list counts as none. */
export function givenEntities(text: string, given: unknown): Entity[] {
  if (!Array.isArray(given)) return [];
  const entities = given.flatMap((one: unknown) => entityOf(one)).sort(inOrder);
  for (const entity of entities) refuseOutOfRange(text, entity);
  return entities.filter((entity) => entity.length > 0);
}

function entityOf(given: unknown): Entity[] {
  if (typeof given !== 'object' || given === null) throw badRequest("can't parse MessageEntity: expected an Object");
  const fields = given as Record<string, unknown>;
  const { type } = fields;
  if (typeof type !== 'string') throw badRequest('can\'t parse MessageEntity: Can\'t find field "type"');
  const [offset, length] = [numberField(fields, 'offset'), numberField(fields, 'length')];
  if (FOUND_ANYWAY.has(type)) return [];
  if (type === 'text_link') return [link(fields, offset, length)];
  if (type === 'text_mention') return [{ type, offset, length, user: { id: mentioned(fields) } }];
  if (!SETTABLE.has(type)) throw badRequest("can't parse MessageEntity: Unsupported type specified");
  return [{ type, offset, length, ...extra(type, fields) }];
}

function numberField(fields: Record<string, unknown>, name: string): number {
  const value = fields[name];
  if (typeof value !== 'number') throw badRequest(`can't parse MessageEntity: Can't find field "${name}"`);
  return value;
}

function link({ url }: Record<string, unknown>, offset: number, length: number): Entity {
  const text = typeof url === 'string' ? url : '';
  const userId = mentionedUserId(text);
  if (userId !== null) return { type: 'text_mention', offset, length, user: { id: userId } };
  const link = checkLink(text);
  if ('fault' in link) throw badRequest(`Entity URL '${text}' is invalid: ${link.fault}`);
  return { type: 'text_link', offset, length, url: link.url };
}

function mentioned({ user }: Record<string, unknown>): number {
  const id = typeof user === 'object' && user !== null && 'id' in user ? user.id : undefined;
  if (typeof id !== 'number') throw badRequest('can\'t parse MessageEntity: Can\'t find field "user"');
  return id;
}

function extra(type: string, fields: Record<string, unknown>): Partial<Entity> {
  const { language, custom_emoji_id: emojiId } = fields;
  if (type === 'date_time') return moment(fields);
  if (type === 'pre' && typeof language === 'string' && language !== '') return { language };
  return type === 'custom_emoji' && typeof emojiId === 'string' ? { custom_emoji_id: emojiId } : {};
}

/** https://core.telegram.org/bots/api#date-time-entity-formatting, Client.cpp: get_text_entity_type */
function moment(fields: Record<string, unknown>): Partial<Entity> {
  const unixTime = numberField(fields, 'unix_time');
  const { date_time_format: given = '' } = fields;
  const format = typeof given === 'string' ? dateTimeFormat(given) : null;
  if (format === null) throw badRequest("can't parse MessageEntity: Invalid date-time format specified");
  if (unixTime <= 0) throw badRequest('Invalid date specified');
  return { unix_time: unixTime, ...(format !== '' && { date_time_format: format }) };
}

/** Telegram's words (TDLib, MessageEntity.cpp). An empty entity is no mistake, wherever it stands. */
function refuseOutOfRange(text: string, { offset, length }: Entity): void {
  if (!Number.isInteger(offset) || offset < 0) throw badRequest(`Receive an entity with incorrect offset ${String(offset)}`);
  if (!Number.isInteger(length) || length < 0) throw badRequest(`Receive an entity with incorrect length ${String(length)}`);
  if (length === 0) return;
  if (offset >= text.length) throw badRequest(`Entity begins after the end of the text at UTF-16 offset ${String(offset)}`);
  const end = offset + length;
  if (end > text.length) {
    throw badRequest(
      `Entity beginning at UTF-16 offset ${String(offset)} ends after the end of the text at UTF-16 offset ${String(end)}`,
    );
  }
  refuseHalfSymbol(text, offset, 'Entity begins in a middle of a UTF-16 symbol');
  refuseHalfSymbol(text, end, `Entity beginning at UTF-16 offset ${String(offset)} ends in a middle of a UTF-16 symbol`);
}

/** A place between the halves of a surrogate pair; the byte offset that is told is the one behind the symbol. */
function refuseHalfSymbol(text: string, at: number, words: string): void {
  const isHalf = (text.codePointAt(at - 1) ?? 0) > 0xffff;
  if (isHalf) throw badRequest(`${words} at byte offset ${String(Buffer.byteLength(text.slice(0, at + 1)))}`);
}
