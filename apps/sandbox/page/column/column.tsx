import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import type { PageEvent, PersonView } from '../../src/wire';
import { ChatPanel } from '../chat/chat-panel';
import { telegramLink } from '../links';
import { Avatar } from '../parts/avatar';
import { IconButton } from '../parts/icon';
import { onEvent } from '../state/live';
import { closeColumn, type Column as ColumnState } from '../state/layout';
import { AlertBox } from './alert-box';
import { ChatList } from './chat-list';
import { ColumnContext } from './context';
import { StartGroup } from './start-group';
import { useColumnActs } from './use-column-acts';
import { Toast, useToast } from './toast';

/** One person's client: the list of chats and the chat that is open. */
export function Column({ column, person, isActive }: { column: ColumnState; person: PersonView; isActive: boolean }): VNode {
  const { toast, notify } = useToast();
  const { acts, groupLink, forgetGroupLink } = useColumnActs(column, person, notify);
  const [alert, setAlert] = useState<string | null>(null);
  useEffect(() => onEvent(answersFor(person.key, { notify, setAlert, follow: acts.follow })), [person.key]);
  const isOpen = column.chat !== null;
  return (
    <ColumnContext.Provider value={acts}>
      <section
        class={`column${isOpen ? ' with-chat' : ''}${isActive ? ' active' : ''}`}
        aria-label={`${person.name}’s Telegram`}
        data-person={person.key}
      >
        <ColumnHead person={person} />
        <div class="column-body">
          <ChatList />
          {column.chat === null ? <NoChat /> : <ChatPanel key={column.chat} chatRef={column.chat} />}
        </div>
        <Toast toast={toast} />
        {alert !== null && (
          <AlertBox
            text={alert}
            onClose={() => {
              setAlert(null);
            }}
          />
        )}
        {groupLink && <StartGroup link={groupLink} onClose={forgetGroupLink} />}
      </section>
    </ColumnContext.Provider>
  );
}

function ColumnHead({ person }: { person: PersonView }): VNode {
  const details = [person.username === undefined ? 'no username' : `@${person.username}`, person.languageCode ?? 'no language'];
  return (
    <header class="column-head">
      <Avatar name={person.name} id={person.id} />
      <div class="who">
        <h2>{person.name}</h2>
        <p title={`id ${String(person.id)}`}>{details.join(' · ')}</p>
      </div>
      <IconButton
        icon="close"
        label={`Close ${person.name}’s column`}
        onClick={() => {
          closeColumn(person.key);
        }}
      />
    </header>
  );
}

function NoChat(): VNode {
  return (
    <div class="no-chat">
      <p>Choose a chat</p>
    </div>
  );
}

interface Answering {
  notify: (words: string) => void;
  setAlert: (text: string) => void;
  follow: (link: NonNullable<ReturnType<typeof telegramLink>>) => boolean;
}

/** What a bot shows for a button that this person pressed. */
function answersFor(key: string, { notify, setAlert, follow }: Answering): (event: PageEvent) => void {
  return (event) => {
    if (event.type !== 'answer' || event.key !== key) return;
    const { text = '', showAlert = false, url } = event;
    if (text !== '') (showAlert ? setAlert : notify)(text);
    if (url !== undefined) openAddress(url, { notify, follow });
  };
}

function openAddress(url: string, { notify, follow }: Pick<Answering, 'notify' | 'follow'>): void {
  const link = telegramLink(url);
  if (!link || !follow(link)) notify(`The bot opens ${url}`);
}
