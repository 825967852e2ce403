import type { VNode } from 'preact';
import { useState } from 'preact/hooks';

import { useChat } from './context';

/** The keyboard that a bot puts in place of the letters. */
export function ReplyKeyboard(): VNode | null {
  const { chat, send } = useChat();
  const [used, setUsed] = useState(0);
  const { keyboard } = chat;
  if (!keyboard || keyboard.rows.length === 0 || used === keyboard.messageId) return null;
  const press = (text: string): void => {
    void send(text);
    if (keyboard.isOneTime) setUsed(keyboard.messageId);
  };
  return (
    <div class="reply-keyboard" role="group" aria-label="Keyboard of the bot">
      {keyboard.rows.map((row, y) => (
        <div key={y}>
          {row.map((text, x) => (
            <button
              key={x}
              type="button"
              class="key"
              onClick={() => {
                press(text);
              }}
            >
              {text}
            </button>
          ))}
        </div>
      ))}
    </div>
  );
}
