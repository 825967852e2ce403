import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';

import { call } from '../api';
import { useColumn } from '../column/context';
import { Icon, IconButton } from '../parts/icon';
import { attachmentsOf, sizeInWords } from './attachments';
import { useChat } from './context';
import { HERE } from './reply-keyboard';
import type { Draft } from './use-chat-acts';

/** What is attached and not sent yet. */
export function AttachmentBar({ draft: { files, setFiles } }: { draft: Draft }): VNode | null {
  if (files.length === 0) return null;
  return (
    <ul class="attachments" aria-label="Attached">
      {files.map((attachment) => {
        const { file, kind, preview } = attachment;
        return (
          <li key={`${file.name} ${String(file.size)}`}>
            {preview === undefined ? <Icon name="attach" /> : <img src={preview} alt="" />}
            <span>
              <b>{file.name}</b> <small>{`${kind}, ${sizeInWords(file.size)}`}</small>
            </span>
            <IconButton
              icon="close"
              label={`Do not send ${file.name}`}
              onClick={() => {
                setFiles(files.filter((one) => one !== attachment));
              }}
            />
          </li>
        );
      })}
    </ul>
  );
}

/** Files, the own contact, a place. */
export function AttachButton({ draft: { files, setFiles } }: { draft: Draft }): VNode {
  const { act } = useColumn();
  const { path } = useChat();
  const chooser = useRef<HTMLInputElement>(null);
  const menu = useRef<HTMLDetailsElement>(null);
  const choose = (doing: () => void) => (): void => {
    menu.current?.removeAttribute('open');
    doing();
  };
  const post = (rest: string, body: object) => (): void => {
    void act(call('POST', path(rest), body));
  };
  return (
    <details
      class="attach"
      ref={menu}
      onFocusOut={(event) => {
        if (!menu.current?.contains(event.relatedTarget as Node | null)) menu.current?.removeAttribute('open');
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') menu.current?.removeAttribute('open');
      }}
    >
      <summary class="icon-button" aria-label="Attach" title="Attach">
        <Icon name="attach" />
      </summary>
      <div class="attach-menu">
        <button type="button" onClick={choose(() => chooser.current?.click())}>
          Files
        </button>
        <button type="button" onClick={choose(post('/location', HERE))}>
          Location
        </button>
        <button type="button" onClick={choose(post('/contact', {}))}>
          Contact
        </button>
      </div>
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        onChange={(event) => {
          setFiles([...files, ...attachmentsOf(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </details>
  );
}
