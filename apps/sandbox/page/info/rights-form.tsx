import type { VNode } from 'preact';

import type { MemberView } from '../../src/wire';
import { fieldOf } from '../parts/dialog';
import { world } from '../state/world';
import { useChat } from '../chat/context';

interface RightsFormProps {
  member: MemberView;
  onSubmit: (body: object) => void;
}

/** Which kinds of chats know a right; the others know it all. */
const ONLY_IN: Record<string, string[]> = {
  can_post_messages: ['channel'],
  can_edit_messages: ['channel'],
  can_pin_messages: ['group', 'supergroup'],
  can_manage_topics: ['supergroup'],
};

/** The rights of an administrator, and the title. */
export function PromoteForm({ member, onSubmit }: RightsFormProps): VNode {
  const { chat } = useChat();
  const known = (world.get()?.rights ?? []).filter((right) => ONLY_IN[right]?.includes(chat.kind) !== false);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    onSubmit({ rights: fields.getAll('word'), customTitle: fieldOf(fields, 'title') });
  };
  return (
    <form class="rights" onSubmit={submit}>
      <Words words={known} given={member.rights ?? known} />
      <input
        name="title"
        aria-label="Title"
        placeholder="Title, such as Guard"
        maxLength={16}
        defaultValue={member.customTitle ?? ''}
      />
      <button type="submit" class="primary">
        {member.status === 'administrator' ? 'Save the rights' : `Promote ${member.name}`}
      </button>
    </form>
  );
}

/** What somebody restricted may still do. */
export function RestrictForm({ member, onSubmit }: RightsFormProps): VNode {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    onSubmit({ permissions: new FormData(event.currentTarget as HTMLFormElement).getAll('word') });
  };
  return (
    <form class="rights" onSubmit={submit}>
      <p class="soft">May still:</p>
      <Words words={world.get()?.permissions ?? []} given={member.permissions ?? []} />
      <button type="submit" class="primary">
        Restrict {member.name}
      </button>
    </form>
  );
}

function Words({ words, given }: { words: readonly string[]; given: readonly string[] }): VNode {
  return (
    <div class="checks">
      {words.map((word) => (
        <label key={word}>
          <input type="checkbox" name="word" value={word} defaultChecked={given.includes(word)} />{' '}
          {word.replace(/^can_/, '').replaceAll('_', ' ')}
        </label>
      ))}
    </div>
  );
}
