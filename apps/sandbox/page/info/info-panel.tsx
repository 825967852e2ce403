import type { VNode } from 'preact';

import { call } from '../api';
import { useChat } from '../chat/context';
import { useColumn } from '../column/context';
import { Panel } from '../parts/panel';
import { findChat, world } from '../state/world';
import { useStore } from '../state/store';
import { AddMember } from './add-member';
import { ChatSettings } from './chat-settings';
import { JoinRequests } from './join-requests';
import { MemberRow } from './member-row';

/** What a chat is, who is in it, and what this person may do about that. */
export function InfoPanel({ onClose }: { onClose: () => void }): VNode {
  const { chat } = useChat();
  if (chat.kind === 'private') return <BotInfo onClose={onClose} />;
  return <SharedInfo onClose={onClose} />;
}

function BotInfo({ onClose }: { onClose: () => void }): VNode {
  const { chat, path } = useChat();
  const { act } = useColumn();
  const block = (): void => {
    void act(call('POST', path('/block'), { blocked: !chat.blocked }));
  };
  return (
    <Panel title={chat.title} onClose={onClose}>
      <p>
        <a
          class="in-text"
          href={`/t.me/${chat.username ?? ''}?start=`}
          onClick={(event) => {
            event.preventDefault();
          }}
        >
          t.me/{chat.username}
        </a>
      </p>
      {chat.commands.length > 0 && <h4>Commands</h4>}
      <dl class="commands">
        {chat.commands.map(({ command, description }) => (
          <div key={command}>
            <dt>/{command}</dt>
            <dd>{description}</dd>
          </div>
        ))}
      </dl>
      <button type="button" class={chat.blocked ? 'plain' : 'plain danger'} onClick={block}>
        {chat.blocked ? 'Unblock the bot' : 'Block the bot'}
      </button>
    </Panel>
  );
}

const ORDER = ['creator', 'administrator', 'member', 'restricted', 'kicked', 'left'];

function SharedInfo({ onClose }: { onClose: () => void }): VNode | null {
  const { chat } = useChat();
  useStore(world);
  const shared = findChat(chat.ref);
  if (!shared) return null;
  const members = shared.members
    .filter(({ status }) => status !== 'left')
    .sort((one, other) => ORDER.indexOf(one.status) - ORDER.indexOf(other.status));
  return (
    <Panel title={chat.title} onClose={onClose}>
      <p class="soft">
        {chat.isForum ? 'forum' : chat.kind} · id {chat.ref}
        {chat.username !== undefined && ` · @${chat.username}`}
      </p>
      {chat.description !== undefined && <p>{chat.description}</p>}
      <ChatSettings />
      <JoinRequests requests={shared.joinRequests} />
      <h4>Members</h4>
      <ul class="members">
        {members.map((member) => (
          <MemberRow key={member.id} member={member} />
        ))}
      </ul>
      <AddMember shared={shared} />
    </Panel>
  );
}
