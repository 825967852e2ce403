import type { VNode } from 'preact';

import type { TelegramLink } from './links';
import { IconButton } from './parts/icon';
import { openGroupLink } from './state/group-link';
import { changeColumn, openColumn } from './state/layout';
import { refOfUsername, world } from './state/world';

/** The page was opened by a link into Telegram: somebody has to follow it. */
export function StartBanner({ link, onDone }: { link: TelegramLink; onDone: () => void }): VNode {
  const people = world.get()?.people ?? [];
  const follow = (key: string): void => {
    openColumn(key);
    const chat = refOfUsername(link.username) ?? null;
    if (link.startgroup !== undefined) openGroupLink(key, link);
    else changeColumn(key, { chat, topic: 'all', ...(link.start !== undefined && { start: link.start }) });
    onDone();
  };
  return (
    <div class="banner" role="region" aria-label="A link was opened">
      <p>
        <b>t.me/{link.username}</b> was opened. Who follows it?
      </p>
      <div class="row">
        {people.map(({ key, name }) => (
          <button
            key={key}
            type="button"
            class="primary"
            onClick={() => {
              follow(key);
            }}
          >
            {name}
          </button>
        ))}
      </div>
      <IconButton icon="close" label="Forget the link" onClick={onDone} />
    </div>
  );
}
