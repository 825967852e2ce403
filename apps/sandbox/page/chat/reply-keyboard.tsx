import type { VNode } from 'preact';
import { useState } from 'preact/hooks';

import type { KeyboardView } from '../../src/wire';
import { call } from '../api';
import { useColumn } from '../column/context';
import { useChat } from './context';

/** Where everybody in the box is: at the first tower, on top of the Louvre. */
export const HERE = { latitude: 48.8606, longitude: 2.3376 };

/** The keyboard that a bot puts in place of the letters. */
export function ReplyKeyboard(): VNode | null {
  const { chat, send, path } = useChat();
  const { act } = useColumn();
  const [used, setUsed] = useState(0);
  const { keyboard } = chat;
  if (!keyboard || keyboard.rows.length === 0 || used === keyboard.messageId) return null;
  const press = ({ text, asks }: KeyboardView['rows'][number][number]): void => {
    if (asks === undefined) void send(text);
    else void act(call('POST', path(`/${asks}`), asks === 'location' ? HERE : {}));
    if (keyboard.isOneTime) setUsed(keyboard.messageId);
  };
  return (
    <div class="reply-keyboard" role="group" aria-label="Keyboard of the bot">
      {keyboard.rows.map((row, y) => (
        <div key={y}>
          {row.map((key, x) => (
            <button
              key={x}
              type="button"
              class="key"
              onClick={() => {
                press(key);
              }}
            >
              {key.text}
              {key.asks !== undefined && <small> shares the {key.asks}</small>}
            </button>
          ))}
        </div>
      ))}
    </div>
  );
}
