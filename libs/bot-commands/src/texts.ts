import { bold, code, fmt, type FmtString } from '@app/telegram';

/** What bots say. Whatever a person named goes through `bold` or stands as an entity's text, so nothing in it is markup. */
export const texts = {
  greeting: (name: string, back: boolean): FmtString =>
    back ? fmt`Welcome back, ${bold(name)}!` : fmt`Hello, ${bold(name)}! Nice to meet you.`,

  pairingCode: (pairingCode: string): FmtString =>
    fmt`Your code is ${code(pairingCode)}\nEnter it in your cabinet within 10 minutes to receive messages here. It is good for one use; do not show it to anybody.`,

  inGroup: (): FmtString => fmt`I remember this chat from now on. Write /start to me in private to receive messages there.`,

  unlinked: (): string => 'Unlinked. Nothing more will arrive here until you link it again.',
  unlinkedAlready: (): string => 'This link had ended already.',
  stranger: (): string => 'you',
};
