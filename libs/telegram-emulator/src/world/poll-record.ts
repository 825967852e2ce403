import type { Entity } from '@app/formatting';

export interface PollOptionRecord {
  id: string;
  text: string;
  entities: Entity[];
}

/** A poll, which every message that shows it shares. https://core.telegram.org/bots/api#poll */
export interface PollRecord {
  id: string;
  /** The bot that sent it. */
  botId: number;
  question: string;
  questionEntities: Entity[];
  options: PollOptionRecord[];
  type: 'regular' | 'quiz';
  isAnonymous: boolean;
  allowsMultipleAnswers: boolean;
  /** An answer can be changed and taken back. */
  allowsRevoting: boolean;
  /** The right answers of a quiz. */
  correctOptionIds?: number[];
  explanation?: string;
  explanationEntities?: Entity[];
  /** Seconds. */
  openPeriod?: number;
  /** When it closes by itself; seconds since 1970. */
  closeDate?: number;
  isClosed: boolean;
  /** The numbers of the chosen options, from 0 on, by the ids of the people who voted. */
  votes: Record<string, number[]>;
}

export function votersOf({ votes }: PollRecord, option: number): number {
  return Object.values(votes).filter((chosen) => chosen.includes(option)).length;
}
