import type { VNode } from 'preact';
import { useState } from 'preact/hooks';

import type { MemberView } from '../../src/wire';
import { call } from '../api';
import { useChat } from '../chat/context';
import { useColumn } from '../column/context';
import { Avatar } from '../parts/avatar';
import { PromoteForm, RestrictForm } from './rights-form';

type Form = 'promote' | 'restrict' | null;

/** A member, and what this person may do with them. */
export function MemberRow({ member }: { member: MemberView }): VNode {
  const { act } = useColumn();
  const { path } = useChat();
  const [form, setForm] = useState<Form>(null);
  const close = (): void => {
    setForm(null);
  };
  const post = (deed: string, body: object = {}): void => {
    void act(call('POST', path(`/${deed}`), { who: member.id, ...body })).then((worked) => {
      if (worked) close();
    });
  };
  return (
    <li class="member">
      <div class="member-head">
        <Avatar small name={member.name} id={member.id} />
        <span class="who">
          <b>{member.name}</b>
          <span class="soft">
            {[member.customTitle, member.isBot ? `@${member.username ?? ''}` : undefined].filter(Boolean).join(' · ')}
          </span>
        </span>
        <span class={`badge is-${member.status}`}>{wordFor(member.status)}</span>
      </div>
      <MemberDeeds
        member={member}
        post={post}
        setForm={(next) => {
          setForm(next === form ? null : next);
        }}
      />
      {form === 'promote' && (
        <PromoteForm
          member={member}
          onSubmit={(body) => {
            post('promote', body);
          }}
        />
      )}
      {form === 'restrict' && (
        <RestrictForm
          member={member}
          onSubmit={(body) => {
            post('restrict', body);
          }}
        />
      )}
    </li>
  );
}

function wordFor(status: MemberView['status']): string {
  if (status === 'creator') return 'owner';
  return status === 'administrator' ? 'admin' : status === 'kicked' ? 'removed' : status;
}

interface DeedsProps {
  member: MemberView;
  post: (deed: string) => void;
  setForm: (form: Form) => void;
}

function MemberDeeds({ member, post, setForm }: DeedsProps): VNode | null {
  const { person } = useColumn();
  const { chat, may } = useChat();
  const { id, status, name } = member;
  if (id === person.id || status === 'creator') return null;
  const possible = [
    ...(may('can_promote_members') ? promotionDeeds(status, post, setForm) : []),
    ...(may('can_restrict_members') ? restrictionDeeds(status, chat.kind === 'supergroup', { post, setForm }) : []),
  ];
  if (possible.length === 0) return null;
  return (
    <div class="member-deeds" role="group" aria-label={name}>
      {possible.map(([words, onClick]) => (
        <button key={words} type="button" class="small-button" onClick={onClick}>
          {words}
        </button>
      ))}
    </div>
  );
}

type Deed = readonly [words: string, onClick: () => void];

function promotionDeeds(status: MemberView['status'], post: DeedsProps['post'], setForm: DeedsProps['setForm']): Deed[] {
  const promote = (): void => {
    setForm('promote');
  };
  const demote: Deed = [
    'Demote',
    () => {
      post('demote');
    },
  ];
  if (status === 'administrator') return [['Rights', promote], demote];
  if (status === 'restricted') return [['Promote', promote], demote];
  return status === 'kicked' ? [] : [['Promote', promote]];
}

function restrictionDeeds(
  status: MemberView['status'],
  knowsRestrictions: boolean,
  { post, setForm }: Pick<DeedsProps, 'post' | 'setForm'>,
): Deed[] {
  const deed = (words: string, name: string): Deed => [
    words,
    () => {
      post(name);
    },
  ];
  if (status === 'kicked') return [deed('Unban', 'unban')];
  const restrict: Deed = [
    'Restrict',
    () => {
      setForm('restrict');
    },
  ];
  return [...(knowsRestrictions ? [restrict] : []), deed('Remove', 'remove')];
}
