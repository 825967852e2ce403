import { en } from './defaults/en';
import { ru } from './defaults/ru';
import { Clock, type Signals } from '@app/platform';
import type { TextsRepository } from './texts.repository';
import { TextsService } from './texts.service';

interface Row {
  readonly language: string;
  readonly key: string;
  readonly text: string;
}

const serviceWith = (...rows: Row[]): TextsService => {
  const repository = { all: () => Promise.resolve(rows) };
  return new TextsService(repository as unknown as TextsRepository, {} as Signals, new Clock());
};

it('says what the installation says instead of what comes with Chappe', async () => {
  const texts = serviceWith({ language: 'en', key: 'unknown', text: 'Pardon?' });
  expect((await texts.in('en'))('unknown').text).toBe('Pardon?');
  expect((await texts.in('ru'))('unknown').text).toContain('не понимаю');
});

it('leaves out what an older Chappe allowed and this one could not fill in', async () => {
  const texts = serviceWith(
    { language: 'en', key: 'start.hello', text: 'Hi {nickname}' },
    { language: 'en', key: 'no.such.text', text: 'Hm' },
  );
  expect((await texts.in('en'))('start.hello', { name: 'Ann' }).text).toBe('Hello, Ann! Nice to meet you.');
});

it('says in English what another language lacks', async () => {
  const complete = ru['help.head'];
  Reflect.deleteProperty(ru, 'help.head');
  expect((await serviceWith().in('ru'))('help.head').text).toBe(en['help.head']);
  Object.assign(ru, { 'help.head': complete });
});
