import type { VNode } from 'preact';

import type { SharedChatView } from '../../src/wire';
import { call } from '../api';
import { useChat } from '../chat/context';
import { useColumn } from '../column/context';

/** Who asks to be let in, for those who may. */
export function JoinRequests({ requests }: { requests: SharedChatView['joinRequests'] }): VNode | null {
  const { act } = useColumn();
  const { may, path } = useChat();
  if (requests.length === 0 || !may('can_invite_users')) return null;
  const answer = (who: number, welcome: boolean): void => {
    void act(call('POST', path('/request'), { who, welcome }));
  };
  return (
    <>
      <h4>Ask to be let in</h4>
      <ul class="members">
        {requests.map(({ id, name }) => (
          <li key={id} class="row">
            <b class="who">{name}</b>
            <button
              type="button"
              class="small-button"
              onClick={() => {
                answer(id, true);
              }}
            >
              Let in
            </button>
            <button
              type="button"
              class="small-button"
              onClick={() => {
                answer(id, false);
              }}
            >
              Turn away
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
