/**
 * The program that every client library is asked to be: a porter who
 *
 * - sets the commands `start` ("Say hello") and `photo` ("Send a picture") before he answers anybody;
 * - answers `/start` with `Hello <b>first name</b>` in HTML and a button «Press» with the data `press`;
 * - answers that button with the alert `Thanks`, and edits its message to `Pressed`;
 * - answers `/wrong` by sending `<b>` as HTML, and then `Refused: ` and the description that came back;
 * - answers `/flood` by sending `flood`, and when that is refused with a time to wait, `Wait: ` and the seconds;
 * - answers `/old <chat>` by sending `moved` there, and when that is refused because the group moved, `Moved to ` and the new id;
 * - answers `/photo` with a picture that he uploads, captioned `A picture`;
 * - answers a document with `Got <its name>: <its text>`, having downloaded it;
 * - answers `/members` in a group with the number of members and the status of who asks, `3 creator`.
 *
 * He asks for his updates with getUpdates and leaves when he is told to.
 */
export interface Porter {
  stop(): Promise<void>;
}

/** Where the porter works. */
export interface Post {
  token: string;
  apiRoot: string;
  /** The picture that he sends. */
  picture: Buffer;
}

export const COMMANDS = [
  { command: 'start', description: 'Say hello' },
  { command: 'photo', description: 'Send a picture' },
];

/** One refused call, in the words that the library found in it. */
export interface Refused {
  description: string;
  retryAfter?: number;
  migrateTo?: number;
}

/** What to say about a call that was refused. */
export function wordsFor({ description, retryAfter, migrateTo }: Refused): string {
  if (retryAfter !== undefined) return `Wait: ${String(retryAfter)}`;
  return migrateTo === undefined ? `Refused: ${description}` : `Moved to ${String(migrateTo)}`;
}
