import type { VNode } from 'preact';

import type { MessageView } from '../../src/wire';
import { useColumn } from '../column/context';
import { Avatar } from '../parts/avatar';
import { Icon } from '../parts/icon';
import { useChat } from './context';
import { Formatted } from './formatted';
import { Contents } from './contents';
import { Media } from './media';
import { InlineKeyboard } from './inline-keyboard';
import { MessageActions } from './message-actions';
import { showMessage } from './show-message';

interface MessageProps {
  message: MessageView;
  /** The Tab key stops here. */
  isStop: boolean;
  /** The message before is of the same author. */
  isFollowing: boolean;
}

/** One message, or one line of what happened. */
export function Message({ message, isStop, isFollowing }: MessageProps): VNode {
  const { chat } = useChat();
  const { messageId, service, isMine } = message;
  const place = { tabIndex: isStop ? 0 : -1, 'data-message': String(messageId) };
  if (service !== undefined) {
    return (
      <li class="service" {...place}>
        <span>{service}</span>
        <MessageActions message={message} />
      </li>
    );
  }
  const isGroup = chat.kind !== 'private' && chat.kind !== 'channel';
  return (
    <li class={`message${isMine ? ' mine' : ''}${isFollowing ? ' following' : ''}`} {...place}>
      {isGroup && !isMine && <Face message={message} isFollowing={isFollowing} />}
      <div class="message-body">
        <Bubble message={message} namesAuthor={!isFollowing && !isMine && chat.kind !== 'private'} />
        <InlineKeyboard message={message} />
      </div>
      <MessageActions message={message} />
    </li>
  );
}

function Face({ message: { author, authorId = 0 }, isFollowing }: Pick<MessageProps, 'message' | 'isFollowing'>): VNode {
  return <span class="face">{!isFollowing && <Avatar small name={author} id={authorId} />}</span>;
}

function Bubble({ message, namesAuthor }: { message: MessageView; namesAuthor: boolean }): VNode {
  const { send } = useChat();
  const { act } = useColumn();
  return (
    <div class="bubble" dir="auto">
      {namesAuthor && <Author message={message} />}
      {message.forwardedFrom !== undefined && <span class="forwarded">Forwarded from {message.forwardedFrom}</span>}
      <Quote message={message} />
      {message.media && <Media media={message.media} />}
      <Contents message={message} />
      <span class="text">
        <Formatted
          text={message.text}
          entities={message.entities}
          onCommand={(command) => {
            void act(send(command));
          }}
        />
      </span>
      <Stamp message={message} />
      <Reactions message={message} />
    </div>
  );
}

function Author({ message: { author, asChat, asChannel, signature, authorId, from } }: { message: MessageView }): VNode {
  return (
    <span class="author" style={{ '--hue': String(((authorId ?? 0) % 12) * 30) }}>
      {author}
      {from === 'bot' && !asChat && <small>bot</small>}
      {asChannel !== undefined && <small>channel</small>}
      {asChat && <small>{signature ?? 'anonymous'}</small>}
    </span>
  );
}

function Quote({ message: { replyTo } }: { message: MessageView }): VNode | null {
  if (!replyTo) return null;
  return (
    <button
      type="button"
      class="quote"
      onClick={(event) => {
        showMessage(event.currentTarget, replyTo.messageId);
      }}
    >
      <b>{replyTo.author}</b>
      <span>{replyTo.text}</span>
    </button>
  );
}

function Stamp({ message: { messageId, date, editDate, asChat, signature } }: { message: MessageView }): VNode {
  const { chat } = useChat();
  const { column } = useColumn();
  const time = new Date(date * 1_000).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const isPinned = chat.pinned.some((one) => one.messageId === messageId);
  const topic = column.topic === 'all' ? topicNameOf(chat, messageId) : '';
  return (
    <span class="stamp">
      {isPinned && <Icon name="pin" />}
      {topic !== '' && <span>{topic} · </span>}
      {asChat && signature !== undefined && chat.kind === 'channel' && <span>{signature} · </span>}
      {editDate !== undefined && <span>edited </span>}
      <time dateTime={new Date(date * 1_000).toISOString()}>{time}</time>
    </span>
  );
}

function topicNameOf({ isForum, topics, messages }: ReturnType<typeof useChat>['chat'], messageId: number): string {
  if (!isForum) return '';
  const topicId = messages.find((one) => one.messageId === messageId)?.topicId;
  return topics.find(({ id }) => id === topicId)?.name ?? 'General';
}

function Reactions({ message: { reactions = [] } }: { message: MessageView }): VNode | null {
  if (reactions.length === 0) return null;
  return (
    <span class="reactions">
      {reactions.map(({ emoji, count, isMine }) => (
        <span key={emoji} class={isMine ? 'mine' : ''}>
          {emoji} {count > 1 && String(count)}
        </span>
      ))}
    </span>
  );
}
