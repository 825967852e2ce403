import type { VNode } from 'preact';

import type { SharedChatView } from '../../src/wire';
import { call, chatPath } from '../api';
import type { TelegramLink } from '../links';
import { Dialog } from '../parts/dialog';
import { findBot, world } from '../state/world';
import { useColumn } from './context';

/** `?startgroup=…`: into which group shall the bot come? */
export function StartGroup({ link, onClose }: { link: TelegramLink; onClose: () => void }): VNode {
  const { person, open, act } = useColumn();
  const groups = (world.get()?.chats ?? []).filter((chat) => chat.type !== 'channel' && isIn(chat, person.id));
  const choose = (group: SharedChatView): void => {
    onClose();
    const ref = String(group.id);
    void act(bringIn(person.key, group, link)).then((worked) => {
      if (worked) open(ref);
    });
  };
  return (
    <Dialog title={`Add @${link.username} to a group`} onClose={onClose}>
      {groups.length === 0 && <p>{person.name} is in no group yet. Create one first.</p>}
      <ul class="choices">
        {groups.map((group) => (
          <li key={group.id}>
            <button
              type="button"
              class="plain"
              onClick={() => {
                choose(group);
              }}
            >
              {group.title}
            </button>
          </li>
        ))}
      </ul>
      <div class="form-actions">
        <button type="button" class="plain" onClick={onClose}>
          Cancel
        </button>
      </div>
    </Dialog>
  );
}

async function bringIn(key: string, group: SharedChatView, { username, startgroup = '' }: TelegramLink): Promise<void> {
  const bot = findBot(username);
  if (!bot) throw new Error(`There is no bot @${username} here`);
  const ref = String(group.id);
  if (!isIn(group, bot.id)) await call('POST', chatPath(key, ref, '/add'), { who: bot.username });
  await call('POST', chatPath(key, ref, '/messages'), { text: `/start@${bot.username} ${startgroup}`.trim() });
}

function isIn({ members }: SharedChatView, id: number): boolean {
  return members.some((one) => one.id === id && one.status !== 'left' && one.status !== 'kicked');
}
