import type { VNode } from 'preact';
import { useState } from 'preact/hooks';

import type { PollView } from '../../src/wire';
import { call } from '../api';
import { useColumn } from '../column/context';
import { useChat } from './context';

/** A poll: its options, or what came of it for those who voted. */
export function Poll({ poll, messageId }: { poll: PollView; messageId: number }): VNode {
  const { act } = useColumn();
  const { path } = useChat();
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const hasVoted = poll.options.some(({ isMine }) => isMine);
  const isOver = poll.isClosed || hasVoted;
  const vote = (options: readonly number[]): void => {
    setChosen([]);
    void act(call('POST', path(`/messages/${String(messageId)}/vote`), { options }));
  };
  const choose = (at: number): void => {
    if (!poll.allowsMultipleAnswers) vote([at]);
    else setChosen(chosen.includes(at) ? chosen.filter((one) => one !== at) : [...chosen, at]);
  };
  return (
    <div class="poll">
      <b>{poll.question}</b>
      <small>{pollWords(poll)}</small>
      <ul>
        {poll.options.map((option, at) => (
          <li key={option.text}>
            {isOver ? (
              <Result poll={poll} option={option} />
            ) : (
              <Choice
                option={option}
                isChosen={chosen.includes(at)}
                onClick={() => {
                  choose(at);
                }}
              />
            )}
          </li>
        ))}
      </ul>
      {isOver && poll.explanation !== undefined && <small>{poll.explanation}</small>}
      {chosen.length > 0 && (
        <VoteButton
          words="Vote"
          onClick={() => {
            vote(chosen);
          }}
        />
      )}
      {hasVoted && !poll.isClosed && poll.allowsRevoting && (
        <VoteButton
          words="Take the vote back"
          onClick={() => {
            vote([]);
          }}
        />
      )}
    </div>
  );
}

function VoteButton({ words, onClick }: { words: string; onClick: () => void }): VNode {
  return (
    <button type="button" class="small-button" onClick={onClick}>
      {words}
    </button>
  );
}

function pollWords({ isAnonymous, type, isClosed, voters }: PollView): string {
  const kind = `${isAnonymous ? 'Anonymous ' : 'Public '}${type === 'quiz' ? 'quiz' : 'poll'}`;
  return `${kind} · ${voters === 1 ? '1 vote' : `${String(voters)} votes`}${isClosed ? ' · closed' : ''}`;
}

type Option = PollView['options'][number];

function Choice({ option, isChosen, onClick }: { option: Option; isChosen: boolean; onClick: () => void }): VNode {
  return (
    <button type="button" class="choice" aria-pressed={isChosen} onClick={onClick}>
      {option.text}
    </button>
  );
}

function Result({ poll, option: { text, votes, isMine, isRight } }: { poll: PollView; option: Option }): VNode {
  const share = poll.voters === 0 ? 0 : Math.round((votes / poll.voters) * 100);
  const mark = isRight === undefined ? (isMine ? ' ✓' : '') : isRight ? ' ✓' : isMine ? ' ✗' : '';
  return (
    <span class="result" style={{ '--share': `${String(share)}%` }}>
      <span>
        {text}
        {mark}
      </span>
      <small>{String(share)} %</small>
    </span>
  );
}
