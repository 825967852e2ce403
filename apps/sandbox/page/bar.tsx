import type { VNode } from 'preact';
import { useState } from 'preact/hooks';

import { NewPerson } from './new-person';
import { Avatar } from './parts/avatar';
import { Icon, type IconName } from './parts/icon';
import { ResetDialog } from './reset-dialog';
import { layout, openColumn, showTool, type Tool } from './state/layout';
import { connection } from './state/live';
import { useStore } from './state/store';
import { world } from './state/world';

const TOOLS: readonly (readonly [Tool, IconName, string])[] = [
  ['calls', 'list', 'Calls'],
  ['faults', 'bolt', 'Faults'],
  ['bots', 'bot', 'Bots'],
];

/** Who is there, and what can be done with the box. */
export function Bar(): VNode {
  const { tool } = useStore(layout);
  const [dialog, setDialog] = useState<'person' | 'reset' | null>(null);
  const close = (): void => {
    setDialog(null);
  };
  return (
    <header class="bar">
      <h1>
        <span class="logo" aria-hidden="true" />
        <span class="brand">Chappe sandbox</span>
      </h1>
      <People
        onAdd={() => {
          setDialog('person');
        }}
      />
      <Status />
      <div class="bar-tools">
        {TOOLS.map(([name, icon, words]) => (
          <button
            key={name}
            type="button"
            class="tool"
            aria-pressed={tool === name}
            onClick={() => {
              showTool(name);
            }}
          >
            <Icon name={icon} /> <span>{words}</span>
          </button>
        ))}
        <button
          type="button"
          class="tool"
          onClick={() => {
            setDialog('reset');
          }}
        >
          <Icon name="reset" /> <span>Reset</span>
        </button>
      </div>
      {dialog === 'person' && <NewPerson onClose={close} />}
      {dialog === 'reset' && <ResetDialog onClose={close} />}
    </header>
  );
}

/** Everybody; whose column is open stands out, and on a narrow screen this is how one changes from one to the other. */
function People({ onAdd }: { onAdd: () => void }): VNode {
  const now = useStore(world);
  const { columns, active } = useStore(layout);
  return (
    <nav class="people" aria-label="Everybody">
      {now?.people.map(({ key, name, id }) => {
        const isOpen = columns.some((one) => one.key === key);
        return (
          <button
            key={key}
            type="button"
            class={`person${isOpen ? ' open' : ''}${columns[active]?.key === key ? ' active' : ''}`}
            aria-pressed={isOpen}
            title={isOpen ? name : `Open ${name}’s column`}
            onClick={() => {
              openAndShow(key);
            }}
          >
            <Avatar small name={name} id={id} /> <span>{name}</span>
          </button>
        );
      })}
      <button type="button" class="person add" onClick={onAdd} aria-label="Add a person" title="Add a person">
        <Icon name="plus" />
      </button>
    </nav>
  );
}

function openAndShow(key: string): void {
  openColumn(key);
  requestAnimationFrame(() => {
    document.querySelector(`[data-person="${CSS.escape(key)}"]`)?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  });
}

function Status(): VNode {
  const state = useStore(connection);
  const words = { connecting: 'connecting…', live: 'live', lost: 'reconnecting…' }[state];
  return (
    <span class={`status ${state}`} role="status">
      {words}
    </span>
  );
}
