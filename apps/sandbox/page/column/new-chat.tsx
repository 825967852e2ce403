import type { VNode } from 'preact';
import { useState } from 'preact/hooks';

import type { SharedChatView } from '../../src/wire';
import { call } from '../api';
import { Dialog, DialogForm, fieldOf } from '../parts/dialog';
import { world } from '../state/world';
import { useColumn } from './context';

const KINDS = [
  ['group', 'Group', 'up to 200 people, no topics; can become a supergroup'],
  ['supergroup', 'Supergroup', 'rights, bans, a public name'],
  ['forum', 'Forum', 'a supergroup with topics'],
  ['channel', 'Channel', 'administrators post, others read'],
] as const;

/** Founding a chat that several share. */
export function NewChat({ onClose }: { onClose: () => void }): VNode {
  const { person, open } = useColumn();
  const [type, setType] = useState<string>('group');
  const found = async (fields: FormData): Promise<void> => {
    const chat = await call<SharedChatView>('POST', '/api/chats', {
      owner: person.key,
      type,
      title: fieldOf(fields, 'title'),
      ...(fieldOf(fields, 'username') !== '' && { username: fieldOf(fields, 'username') }),
      members: fields.getAll('member'),
    });
    open(String(chat.id));
  };
  return (
    <Dialog title="New chat" onClose={onClose}>
      <DialogForm action="Create" onSubmit={found} onDone={onClose}>
        <fieldset class="kinds">
          <legend>Kind</legend>
          {KINDS.map(([value, name, words]) => (
            <label key={value}>
              <input
                type="radio"
                name="type"
                value={value}
                checked={type === value}
                onChange={() => {
                  setType(value);
                }}
              />
              <span>
                {name} <small>{words}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <label>
          Name <input name="title" required maxLength={128} autoComplete="off" />
        </label>
        {type !== 'group' && (
          <label>
            Public name <small>may stay empty</small>
            <input
              name="username"
              pattern="[A-Za-z]\w{3,31}"
              title="4 to 32 letters, digits or _, a letter first"
              autoComplete="off"
            />
          </label>
        )}
        <Members withBots={type !== 'channel'} />
      </DialogForm>
    </Dialog>
  );
}

/** Bots come into a channel only later, as administrators. */
function Members({ withBots }: { withBots: boolean }): VNode {
  const { person } = useColumn();
  const { people = [], bots = [] } = world.get() ?? {};
  const candidates = [
    ...people.filter(({ key }) => key !== person.key).map(({ key, name }) => ({ value: key, name })),
    ...(withBots ? bots : []).map(({ username, name }) => ({ value: username, name: `${name} (@${username})` })),
  ];
  return (
    <fieldset class="checks">
      <legend>Members</legend>
      {candidates.map(({ value, name }) => (
        <label key={value}>
          <input type="checkbox" name="member" value={value} /> {name}
        </label>
      ))}
    </fieldset>
  );
}
