import { characterCount } from '@app/formatting';
import type { Method } from '../../calls/method';
import { badRequest } from '../../calls/refusal';
import { chatToManage, refuseWithoutRight } from './moderated-chat';

const LONGEST_TITLE = 128;
const LONGEST_DESCRIPTION = 255;

/** https://core.telegram.org/bots/api#setchattitle: what is too long is cut off. */
export const setChatTitle: Method = {
  name: 'setChatTitle',
  run: (call) => {
    const title = [...call.params.text('title').trim()].slice(0, LONGEST_TITLE).join('');
    const chat = chatToManage(call, "can't change private chat title");
    if (title === '') throw badRequest('title must be non-empty');
    refuseWithoutRight(call, chat, 'can_change_info', 'not enough rights to change chat title');
    if (title !== chat.title) call.bots.sharedChats.rename(chat, { from: 'bot', senderId: call.bot.id }, title);
    return true;
  },
};

/** https://core.telegram.org/bots/api#setchatdescription */
export const setChatDescription: Method = {
  name: 'setChatDescription',
  run: (call) => {
    const description = call.params.text('description').trim();
    const chat = chatToManage(call, "can't change private chat description");
    refuseWithoutRight(call, chat, 'can_change_info', 'not enough rights to set chat description');
    if (characterCount(description) > LONGEST_DESCRIPTION) throw badRequest('CHAT_ABOUT_TOO_LONG');
    if (description === (chat.description ?? '')) throw badRequest('chat description is not modified');
    if (description === '') delete chat.description;
    else chat.description = description;
    call.world.announce({ kind: 'members', chatId: chat.id });
    return true;
  },
};
