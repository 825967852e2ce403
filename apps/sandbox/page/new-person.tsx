import type { VNode } from 'preact';

import type { PersonView } from '../src/wire';
import { call } from './api';
import { Dialog, DialogForm, fieldOf } from './parts/dialog';
import { openColumn } from './state/layout';
import { world } from './state/world';

/** Somebody new in the world, who gets a column. */
export function NewPerson({ onClose }: { onClose: () => void }): VNode {
  const add = async (fields: FormData): Promise<void> => {
    const firstName = fieldOf(fields, 'firstName');
    const { key } = await call<PersonView>('POST', '/api/people', {
      key: keyFor(firstName),
      firstName,
      username: fieldOf(fields, 'username'),
      languageCode: fieldOf(fields, 'languageCode'),
    });
    openColumn(key);
  };
  return (
    <Dialog title="Add a person" onClose={onClose}>
      <DialogForm action="Add" onSubmit={add} onDone={onClose}>
        <label>
          First name <input name="firstName" required maxLength={64} autoComplete="off" />
        </label>
        <label>
          Username <small>may stay empty, as on Telegram</small>
          <input
            name="username"
            pattern="[A-Za-z]\w{3,31}"
            title="4 to 32 letters, digits or _, a letter first"
            autoComplete="off"
          />
        </label>
        <label>
          Language <small>of the app, e.g. en, ru, pt-br; may stay empty</small>
          <input
            name="languageCode"
            pattern="[A-Za-z]{2,3}(-[A-Za-z]{2,8})?"
            title="a code such as en or pt-br"
            autoComplete="off"
          />
        </label>
      </DialogForm>
    </Dialog>
  );
}

/** A short key that nobody has yet, made from the name. */
function keyFor(name: string): string {
  const letters = [...name.toLowerCase()].filter((letter) => /[\p{L}\p{N}]/u.test(letter));
  const base = letters.length > 0 ? letters.slice(0, 24).join('') : 'person';
  const taken = new Set(world.get()?.people.map(({ key }) => key));
  let key = base;
  for (let number = 2; taken.has(key); number += 1) key = `${base}-${String(number)}`;
  return key;
}
