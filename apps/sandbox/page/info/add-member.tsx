import type { VNode } from 'preact';
import { useState } from 'preact/hooks';

import type { SharedChatView } from '../../src/wire';
import { call } from '../api';
import { useChat } from '../chat/context';
import { useColumn } from '../column/context';
import { world } from '../state/world';

/** Brings a person or a bot in. */
export function AddMember({ shared }: { shared: SharedChatView }): VNode | null {
  const { act } = useColumn();
  const { path } = useChat();
  const [who, setWho] = useState('');
  const { people = [], bots = [] } = world.get() ?? {};
  const isAway = (id: number): boolean =>
    !shared.members.some((one) => one.id === id && one.status !== 'left' && one.status !== 'kicked');
  const candidates = [
    ...people.filter(({ id }) => isAway(id)).map(({ key, name }) => ({ value: key, name })),
    ...bots.filter(({ id }) => isAway(id)).map(({ username }) => ({ value: username, name: `@${username}` })),
  ];
  const add = (event: Event): void => {
    event.preventDefault();
    if (who === '') return;
    void act(call('POST', path('/add'), { who }));
    setWho('');
  };
  if (candidates.length === 0) return <p class="soft">Everybody is in here.</p>;
  return (
    <form class="row" onSubmit={add}>
      <select
        aria-label="Whom to add"
        value={who}
        onChange={(event) => {
          setWho(event.currentTarget.value);
        }}
      >
        <option value="">Add somebody…</option>
        {candidates.map(({ value, name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
      <button type="submit" class="plain" disabled={who === ''}>
        Add
      </button>
    </form>
  );
}
