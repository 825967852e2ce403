import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';

import { Icon, IconButton } from '../parts/icon';
import { attachmentsOf, sizeInWords } from './attachments';
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

/** Chooses files. */
export function AttachButton({ draft: { files, setFiles } }: { draft: Draft }): VNode {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton icon="attach" label="Attach a file" onClick={() => chooser.current?.click()} />
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
    </>
  );
}
