import { TelegramEmulator, type EmulatedBot, type Person } from '@app/telegram-emulator';

import { onlyIf } from '../support/only-if';
import { grammyPorter } from './bot-api-clients/grammy';
import { nodeTelegramBotApiPorter } from './bot-api-clients/node-telegram-bot-api';
import { COMMANDS, type Porter, type Post } from './bot-api-clients/porter';
import { pythonPorter } from './bot-api-clients/python-telegram-bot';
import { telegrafPorter } from './bot-api-clients/telegraf';

const CLIENTS: readonly (readonly [name: string, start: (post: Post) => Promise<Porter>, isHere: boolean])[] = [
  ['telegraf', telegrafPorter, true],
  ['grammY', grammyPorter, true],
  ['node-telegram-bot-api', nodeTelegramBotApiPorter, true],
  ['python-telegram-bot', pythonPorter, process.env.CHAPPE_TEST_PYTHON_TELEGRAM_BOT === 'on'],
];

/** A picture of one dot. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let telegram: TelegramEmulator;
let bot: EmulatedBot;
let porter: Porter;
let ann: Person;

/** The first answer to what ann writes. */
async function answerTo(text: string): Promise<string> {
  const { messageId } = await ann.send(bot, text);
  return (await ann.expectMessage(bot, /./, { after: messageId, timeoutMs: 10_000 })).text;
}

describe.each(CLIENTS)('a bot made with %s', (name, start, isHere) => {
  const its = onlyIf(isHere, name, 'it is not installed (CHAPPE_TEST_PYTHON_TELEGRAM_BOT=on says that it is)');

  beforeAll(async () => {
    if (!isHere) return;
    telegram = await TelegramEmulator.start();
    bot = telegram.addBot({ username: 'porter_bot' });
    ann = telegram.person('ann');
    porter = await start({ token: bot.token, apiRoot: telegram.apiRoot, picture: DOT });
  });

  afterAll(async () => {
    if (!isHere) return;
    await porter.stop();
    const problems = [...telegram.problems];
    await telegram.close();
    expect(problems).toEqual([]);
  });

  its('greets in bold, and takes a button that is pressed', async () => {
    await ann.send(bot, '/start');
    const greeting = await ann.expectMessage(bot, 'Hello Ann', { timeoutMs: 25_000 });
    expect(greeting.entities).toEqual([{ type: 'bold', offset: 6, length: 3 }]);
    const query = await ann.press(bot, 'Press');
    expect(await ann.expectAnswer(bot, query)).toEqual({ text: 'Thanks', showAlert: true });
    expect(await ann.expectMessage(bot, 'Pressed')).toMatchObject({ messageId: greeting.messageId });
  });

  its('shows its commands', () => {
    expect(ann.commandsOf(bot)).toEqual(COMMANDS);
  });

  its('reads why a call was refused', async () => {
    // python-telegram-bot changes the case of some letters
    expect(await answerTo('/wrong')).toMatch(
      /^Refused: Bad Request: can't parse entities: can't find end tag corresponding to start tag "b"$/i,
    );
  });

  its('reads how long to wait', async () => {
    telegram.fault({ on: { method: 'sendMessage' }, do: { floodWait: 3 }, times: 1 });
    expect(await answerTo('/flood')).toBe('Wait: 3');
  });

  its('reads where a group has moved', async () => {
    const group = telegram.group('House', { owner: ann, members: [bot] });
    const { id } = await ann.in(group).migrate();
    expect(await answerTo(`/old ${String(group.id)}`)).toBe(`Moved to ${String(id)}`);
  });

  its('sends a picture', async () => {
    await ann.send(bot, '/photo');
    const message = await ann.expectMessage(bot, 'A picture', { timeoutMs: 10_000 });
    expect(message.media).toMatchObject({ kind: 'photo', width: 1, height: 1 });
  });

  its('reads a document', async () => {
    const file = { kind: 'document', name: 'note.txt', bytes: Buffer.from('tea at five'), mimeType: 'text/plain' } as const;
    await ann.sendFile(bot, file);
    await ann.expectMessage(bot, 'Got note.txt: tea at five', { timeoutMs: 10_000 });
  });

  its('asks who is in a group', async () => {
    const group = telegram.supergroup('Yard', { owner: ann, members: [telegram.person('boris'), bot] });
    await ann.in(group).send('/members@porter_bot');
    await group.expectMessage('3 creator');
  });
});
