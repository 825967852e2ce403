import type { VNode } from 'preact';

const OPEN_UP_TO = 12;

/** JSON that can be folded. */
export function Json({ value, name }: { value: unknown; name?: string }): VNode {
  const label = name === undefined ? null : <span class="json-name">{name}: </span>;
  if (typeof value !== 'object' || value === null) {
    return (
      <div class="json-leaf">
        {label}
        <span class={`json-${value === null ? 'null' : typeof value}`}>
          {value === undefined ? 'undefined' : JSON.stringify(value)}
        </span>
      </div>
    );
  }
  const entries = Object.entries(value as Record<string, unknown>);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (entries.length === 0) {
    return (
      <div class="json-leaf">
        {label}
        {open + close}
      </div>
    );
  }
  return (
    <details class="json" open={entries.length <= OPEN_UP_TO}>
      <summary>
        {label}
        {open} <span class="json-count">{String(entries.length)}</span> {close}
      </summary>
      <div class="json-body">
        {entries.map(([key, one]) => (
          <Json key={key} name={key} value={one} />
        ))}
      </div>
    </details>
  );
}
