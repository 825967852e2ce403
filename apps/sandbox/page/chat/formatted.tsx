import type { ComponentChildren, VNode } from 'preact';
import { useState } from 'preact/hooks';

import type { EntityView } from '../../src/wire';
import { call } from '../api';
import { useColumn } from '../column/context';
import { inviteLink, safeUrl, telegramLink } from '../links';

const TAGS: Record<string, 'strong' | 'em' | 'u' | 's' | 'code' | 'pre' | 'blockquote'> = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
};

interface FormattedProps {
  text: string;
  entities: readonly EntityView[];
  /** Sends a command that stands in the text. */
  onCommand: (command: string) => void;
}

/** A text with its entities, which may lie in each other. Everything becomes text, never markup. */
export function Formatted(props: FormattedProps): VNode {
  return <>{stretch(props, props.entities, 0, props.text.length)}</>;
}

function stretch(props: FormattedProps, entities: readonly EntityView[], from: number, to: number): ComponentChildren[] {
  const nodes: ComponentChildren[] = [];
  let at = from;
  let rest = entities.filter((one) => one.offset < to && one.offset + one.length > from);
  for (let entity = rest[0]; entity; entity = rest[0]) {
    const others = rest.slice(1);
    const begin = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    rest = others;
    if (end <= begin) continue;
    if (begin > at) nodes.push(props.text.slice(at, begin));
    nodes.push(
      <Piece key={begin} entity={entity} source={props.text.slice(begin, end)} onCommand={props.onCommand}>
        {stretch(props, others, begin, end)}
      </Piece>,
    );
    rest = others.filter((one) => one.offset + one.length > end);
    at = end;
  }
  if (at < to) nodes.push(props.text.slice(at, to));
  return nodes;
}

interface PieceProps {
  entity: EntityView;
  source: string;
  onCommand: (command: string) => void;
  children: ComponentChildren;
}

function Piece({ entity, source, onCommand, children }: PieceProps): VNode {
  const Tag = TAGS[entity.type];
  if (Tag !== undefined) return <Tag>{children}</Tag>;
  switch (entity.type) {
    case 'spoiler':
      return <Spoiler>{children}</Spoiler>;
    case 'text_link':
      return <Link url={entity.url ?? ''}>{children}</Link>;
    case 'url':
      return <Link url={source}>{children}</Link>;
    case 'mention':
      return <Link url={`https://t.me/${source.slice(1)}`}>{children}</Link>;
    case 'email':
      return <Link url={`mailto:${source}`}>{children}</Link>;
    case 'bot_command':
      return (
        <button
          type="button"
          class="in-text"
          onClick={() => {
            onCommand(source);
          }}
        >
          {children}
        </button>
      );
    default:
      return <span class="link">{children}</span>;
  }
}

interface LinkProps {
  url: string;
  children: ComponentChildren;
  class?: string;
}

/** A link. One that leads to somebody of this world opens here. */
export function Link({ url, children, class: look = 'in-text' }: LinkProps): VNode {
  const { follow, notify, act, person } = useColumn();
  const link = telegramLink(url);
  const invite = inviteLink(url);
  const address = safeUrl(url);
  if (link) {
    const go = (): void => {
      if (!follow(link)) notify(`Nobody in this box is called @${link.username}`, true);
    };
    return (
      <button type="button" class={look} title={url} onClick={go}>
        {children}
      </button>
    );
  }
  if (invite !== null) {
    const enter = (): void => {
      const asked = call<{ became: string }>('POST', `/api/people/${encodeURIComponent(person.key)}/invite`, { link: invite });
      void act(
        asked.then(({ became }) => {
          notify(became === 'joined' ? 'You joined' : 'You asked to be let in');
        }),
      );
    };
    return (
      <button type="button" class={look} title={url} onClick={enter}>
        {children}
      </button>
    );
  }
  if (address === null) return <span>{children}</span>;
  return (
    <a class={look} href={address} target="_blank" rel="noopener noreferrer" title={url}>
      {children}
    </a>
  );
}

function Spoiler({ children }: { children: ComponentChildren }): VNode {
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return <span>{children}</span>;
  return (
    <button
      type="button"
      class="spoiler"
      aria-label="Hidden text"
      onClick={() => {
        setOpen(true);
      }}
    >
      <span aria-hidden="true">{children}</span>
    </button>
  );
}
