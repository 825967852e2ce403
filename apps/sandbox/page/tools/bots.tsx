import type { VNode } from 'preact';
import { useState } from 'preact/hooks';

import type { BotDetails } from '../../src/wire';
import { call, wordsOf } from '../api';
import { Avatar } from '../parts/avatar';
import { useLive } from '../state/follow';
import { NewBot } from './new-bot';

/** The bots of the box, as BotFather and getWebhookInfo know them. */
export function Bots(): VNode {
  const bots = useLive<BotDetails[]>('/api/bots', /^(world|bots)$/, []);
  const [isMaking, setMaking] = useState(false);
  return (
    <>
      <p class="soft">
        Programs call <code>{location.origin}</code> in the place of <code>https://api.telegram.org</code>.
      </p>
      <ul class="bots">
        {bots.map((bot) => (
          <Bot key={bot.id} bot={bot} />
        ))}
      </ul>
      <button
        type="button"
        class="plain"
        onClick={() => {
          setMaking(true);
        }}
      >
        New bot
      </button>
      {isMaking && (
        <NewBot
          onClose={() => {
            setMaking(false);
          }}
        />
      )}
    </>
  );
}

function Bot({ bot }: { bot: BotDetails }): VNode {
  const [problem, setProblem] = useState('');
  const ask = (doing: Promise<unknown>): void => {
    doing.then(
      () => {
        setProblem('');
      },
      (error: unknown) => {
        setProblem(wordsOf(error));
      },
    );
  };
  return (
    <li class="bot">
      <div class="member-head">
        <Avatar small name={bot.name} id={bot.id} />
        <span class="who">
          <b>{bot.name}</b>
          <span class="soft">
            @{bot.username} · id {String(bot.id)}
          </span>
        </span>
      </div>
      <dl class="facts">
        <dt>Webhook</dt>
        <dd>{bot.webhookUrl ?? 'none: it asks by getUpdates'}</dd>
        <dt>Waiting</dt>
        <dd>{bot.pendingUpdates === 1 ? '1 update' : `${String(bot.pendingUpdates)} updates`}</dd>
        {bot.lastErrorMessage !== undefined && (
          <>
            <dt>Last error</dt>
            <dd class="problem">
              {bot.lastErrorMessage}
              {bot.lastErrorDate !== undefined && ` (${new Date(bot.lastErrorDate * 1_000).toLocaleTimeString()})`}
            </dd>
          </>
        )}
      </dl>
      <label class="check">
        <input
          type="checkbox"
          checked={bot.privacy}
          onChange={() => {
            ask(call('PATCH', `/api/bots/${bot.username}`, { privacy: !bot.privacy }));
          }}
        />{' '}
        Privacy mode <small class="soft">counts for groups it comes into afterwards</small>
      </label>
      <Token bot={bot} ask={ask} />
      <p class="problem" role="alert">
        {problem}
      </p>
    </li>
  );
}

function Token({ bot: { token, username }, ask }: { bot: BotDetails; ask: (doing: Promise<unknown>) => void }): VNode {
  const [isShown, setShown] = useState(false);
  return (
    <div class="token">
      {isShown && <code>{token}</code>}
      <div class="row">
        <button
          type="button"
          class="small-button"
          aria-expanded={isShown}
          onClick={() => {
            setShown(!isShown);
          }}
        >
          {isShown ? 'Hide the token' : 'Show the token'}
        </button>
        <button
          type="button"
          class="small-button"
          onClick={() => {
            ask(navigator.clipboard.writeText(token));
          }}
        >
          Copy it
        </button>
        <button
          type="button"
          class="small-button danger"
          onClick={() => {
            ask(call('POST', `/api/bots/${username}/revoke`, {}));
          }}
        >
          Revoke it
        </button>
      </div>
    </div>
  );
}
