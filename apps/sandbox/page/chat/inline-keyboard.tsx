import type { VNode } from 'preact';
import { useState } from 'preact/hooks';

import type { ButtonView, MessageView } from '../../src/wire';
import { call } from '../api';
import { useColumn } from '../column/context';
import { Link } from './formatted';
import { useChat } from './context';

const PATIENCE_MS = 3_000;

/** The buttons below a message. */
export function InlineKeyboard({ message }: { message: MessageView }): VNode | null {
  const rows = message.replyMarkup?.inline_keyboard ?? [];
  if (rows.length === 0) return null;
  return (
    <div class="inline-keyboard">
      {rows.map((row, y) => (
        <div key={y}>
          {row.map((button, x) => (
            <Key key={x} button={button} message={message} />
          ))}
        </div>
      ))}
    </div>
  );
}

function Key({ button, message }: { button: ButtonView; message: MessageView }): VNode {
  if (button.url !== undefined) {
    return (
      <Link url={button.url} class="key">
        {button.text} ↗
      </Link>
    );
  }
  if (button.callback_data !== undefined) return <CallbackKey button={button} messageId={message.messageId} />;
  return <OtherKey button={button} message={message} />;
}

/** Waits a moment for the bot's answer, as the apps do. */
function CallbackKey({ button, messageId }: { button: ButtonView; messageId: number }): VNode {
  const { act } = useColumn();
  const { path } = useChat();
  const [isBusy, setBusy] = useState(false);
  const press = (): void => {
    setBusy(true);
    void act(call('POST', path('/press'), { messageId, button: button.text })).then((worked) => {
      setTimeout(
        () => {
          setBusy(false);
        },
        worked ? PATIENCE_MS : 0,
      );
    });
  };
  return (
    <button type="button" class="key" aria-busy={isBusy} onClick={press} title={`callback_data: ${String(button.callback_data)}`}>
      {button.text}
    </button>
  );
}

/** Buttons that the app itself answers. */
function OtherKey({ button, message }: { button: ButtonView; message: MessageView }): VNode {
  const { notify } = useColumn();
  const { write, botOf } = useChat();
  const use = (): void => {
    const { copy_text: copy, switch_inline_query_current_chat: query } = button;
    if (isCopy(copy)) {
      navigator.clipboard.writeText(copy.text).then(
        () => {
          notify('Copied');
        },
        () => {
          notify('The browser did not let this page copy', true);
        },
      );
    } else if (typeof query === 'string') write(`@${botOf(message)} ${query}`);
    else notify('This kind of button is not known in the box', true);
  };
  return (
    <button type="button" class="key" onClick={use}>
      {button.text}
    </button>
  );
}

function isCopy(value: unknown): value is { text: string } {
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string';
}
