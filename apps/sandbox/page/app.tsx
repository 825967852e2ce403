import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { Bar } from './bar';
import { Column } from './column/column';
import { linkOfPage, type TelegramLink } from './links';
import { StartBanner } from './start-banner';
import { layout } from './state/layout';
import { useStore } from './state/store';
import { followWorld, world } from './state/world';
import { Tools } from './tools/tools';

/** The page: a bar, the people side by side, and what stands behind the scenes. */
export function App(): VNode {
  useEffect(followWorld, []);
  const now = useStore(world);
  const { columns, active } = useStore(layout);
  const [link, setLink] = useState<TelegramLink | null>(() => linkOfPage(location.search));
  const forget = (): void => {
    history.replaceState(null, '', '/');
    setLink(null);
  };
  return (
    <>
      <Bar />
      {link && now && <StartBanner link={link} onDone={forget} />}
      <div class="stage">
        <main class="columns" aria-label="People">
          {now && columns.length === 0 && <p class="nobody">Nobody is open. Choose somebody above.</p>}
          {columns.map((column, at) => {
            const person = now?.people.find(({ key }) => key === column.key);
            return person && <Column key={column.key} column={column} person={person} isActive={at === active} />;
          })}
        </main>
        <Tools />
      </div>
    </>
  );
}
