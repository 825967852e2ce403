import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';

import { useColumn } from '../column/context';
import { changeColumn, type Topic } from '../state/layout';
import { useChat } from './context';

/** The topics of a forum; arrow keys move along them. */
export function TopicTabs(): VNode {
  const { person, column } = useColumn();
  const { chat } = useChat();
  const list = useRef<HTMLDivElement>(null);
  const tabs: (readonly [Topic, string])[] = [
    ['all', 'All'],
    ['general', 'General'],
    ...chat.topics.map(({ id, name, isClosed }) => [id, isClosed ? `${name} (closed)` : name] as const),
  ];
  const choose = (topic: Topic): void => {
    changeColumn(person.key, { topic });
  };
  const move = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const at = (tabs.findIndex(([topic]) => topic === column.topic) + step + tabs.length) % tabs.length;
    const next = tabs[at];
    if (next) choose(next[0]);
    list.current?.querySelectorAll('button')[at]?.focus();
  };
  return (
    <div class="topics" role="tablist" aria-label="Topics" ref={list} onKeyDown={move}>
      {tabs.map(([topic, name]) => (
        <button
          key={topic}
          type="button"
          role="tab"
          aria-selected={column.topic === topic}
          tabIndex={column.topic === topic ? 0 : -1}
          onClick={() => {
            choose(topic);
          }}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
