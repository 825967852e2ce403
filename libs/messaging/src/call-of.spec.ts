import { callOf } from './call-of';
import type { Claimed } from './claimed';

const message = (more: Partial<Claimed>): Claimed =>
  ({
    method: 'sendMessage',
    telegramId: 7,
    text: 'text',
    payload: {},
    heading: null,
    formattingDropped: false,
    ...more,
  }) as Claimed;

const HOSTILE = '<a> & *_[`.!';

describe('the call that a message stands for', () => {
  it('goes to where the chat is now, whatever the payload says', () => {
    expect(callOf(message({ payload: { chat_id: 666, disable_notification: true } }))).toEqual({
      chat_id: 7,
      text: 'text',
      disable_notification: true,
    });
  });

  it('names no chat when it answers a button, and no text when there is none', () => {
    expect(callOf(message({ method: 'answerCallbackQuery', text: null, payload: { callback_query_id: '1' } }))).toEqual({
      callback_query_id: '1',
    });
  });

  it.each([
    ['HTML', '<b>&lt;a&gt; &amp; *_[`.!</b>\ntext'],
    ['MarkdownV2', '*<a\\> & \\*\\_\\[\\`\\.\\!*\ntext'],
    ['Markdown', '<a> & \\*\\_\\[\\`.!\ntext'],
  ])('is headed in %s so that nothing in a name is markup', (parse_mode, text) => {
    expect(callOf(message({ heading: HOSTILE, payload: { parse_mode } }))).toEqual({ chat_id: 7, parse_mode, text });
  });

  it('is headed in bold in the old Markdown where that is possible', () => {
    expect(callOf(message({ heading: 'Ann & Co.', payload: { parse_mode: 'Markdown' } }))).toMatchObject({
      text: '*Ann & Co.*\ntext',
    });
  });

  it('is headed by an entity where there is no markup, and moves the others along, in UTF-16 units', () => {
    const entities = [{ type: 'italic', offset: 0, length: 4 }];
    expect(callOf(message({ heading: '😀', payload: { entities } }))).toMatchObject({
      text: '😀\ntext',
      entities: [
        { type: 'bold', offset: 0, length: 2 },
        { type: 'italic', offset: 3, length: 4 },
      ],
    });
  });

  it('loses its formatting, but not its heading, when Telegram could not read it', () => {
    const payload = { parse_mode: 'HTML', entities: [{ type: 'italic', offset: 0, length: 1 }], disable_notification: true };
    expect(JSON.parse(JSON.stringify(callOf(message({ heading: 'Ann', formattingDropped: true, payload }))))).toEqual({
      chat_id: 7,
      disable_notification: true,
      text: 'Ann\ntext',
      entities: [{ type: 'bold', offset: 0, length: 3 }],
    });
  });
});
