import type { VNode } from 'preact';

import { Panel } from '../parts/panel';
import { layout, showTool, type Tool } from '../state/layout';
import { useStore } from '../state/store';
import { Bots } from './bots';
import { Calls } from './calls';
import { Faults } from './faults';

const TOOLS: Record<Tool, { title: string; content: () => VNode }> = {
  calls: { title: 'Calls', content: Calls },
  faults: { title: 'Faults', content: Faults },
  bots: { title: 'Bots', content: Bots },
};

/** What stands behind the scenes, beside the columns. */
export function Tools(): VNode | null {
  const { tool } = useStore(layout);
  if (tool === null) return null;
  const { title, content: Content } = TOOLS[tool];
  return (
    <Panel
      key={tool}
      class="tools"
      title={title}
      onClose={() => {
        showTool(null);
      }}
    >
      <Content />
    </Panel>
  );
}
