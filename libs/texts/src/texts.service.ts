import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, Signals } from '@app/platform';
import type { FmtString } from '@app/telegram';
import { en, type TextKey } from './defaults/en';
import { ru } from './defaults/ru';
import type { Language } from './language';
import { faultsIn, isTextKey } from './text-rules';
import { TextTemplate, type TextValues } from './text-template';
import { TextsRepository } from './texts.repository';

/** Says something in one language. A text that the language lacks is said in English. */
export type Say = (key: TextKey, values?: TextValues) => FmtString;

type Templates = Map<string, TextTemplate>;

const DEFAULTS: Readonly<Record<Language, Readonly<Partial<Record<TextKey, string>>>>> = { en, ru };

const SIGNAL = 'texts';

/** Other processes learn of a change by the signal; should it be lost, they look by themselves. */
const MEMORY_MS = 1_000;

/** The text that comes with Chappe. */
export function defaultText(language: Language, key: TextKey): string {
  return DEFAULTS[language][key] ?? en[key];
}

/** What the bot says: the texts of the installation's own, else those that come with Chappe. */
@Injectable()
export class TextsService implements OnModuleInit {
  private templates?: Promise<Templates>;
  private knownUntil = 0;

  constructor(
    private readonly texts: TextsRepository,
    private readonly signals: Signals,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.signals.on(SIGNAL, () => {
      this.knownUntil = 0;
    });
  }

  /** Calls the listener when a text has changed, in whichever process. */
  onChanged(listener: () => void): void {
    this.signals.on(SIGNAL, listener);
  }

  /** The voice of a language, as the texts are now. */
  async in(language: Language): Promise<Say> {
    const templates = await this.current();
    return (key, values = {}) => templateOf(templates, language, key).fill(values);
  }

  /** The texts of the installation's own, by language and key. */
  async own(): Promise<Map<string, string>> {
    const rows = await this.texts.all();
    return new Map(rows.map(({ language, key, text }) => [nameOf(language, key), text]));
  }

  /** Puts a text in place of the one that comes with Chappe; in all processes within a second. */
  async put(language: Language, key: TextKey, text: string): Promise<void> {
    await this.texts.put(language, key, text);
    await this.changed();
  }

  /** Goes back to the text that comes with Chappe. */
  async remove(language: Language, key: TextKey): Promise<void> {
    await this.texts.remove(language, key);
    await this.changed();
  }

  private async changed(): Promise<void> {
    this.knownUntil = 0;
    await this.signals.send(SIGNAL);
  }

  private async current(): Promise<Templates> {
    const now = this.clock.now().getTime();
    if (this.templates && now < this.knownUntil) return await this.templates;
    this.knownUntil = now + MEMORY_MS;
    this.templates = this.load();
    this.templates.catch(() => {
      this.knownUntil = 0;
    });
    return await this.templates;
  }

  private async load(): Promise<Templates> {
    const rows = await this.texts.all();
    // A text that was written for an older Chappe may lack what the bot fills in now.
    const fitting = rows.filter(({ key, text }) => isTextKey(key) && faultsIn(key, text).length === 0);
    return new Map(fitting.map(({ language, key, text }) => [nameOf(language, key), new TextTemplate(text, language)]));
  }
}

/** By which a text is known: `ru start.hello`. */
export function nameOf(language: Language, key: string): string {
  return `${language} ${key}`;
}

const defaults: Templates = new Map();

function templateOf(own: Templates, language: Language, key: TextKey): TextTemplate {
  const name = nameOf(language, key);
  const known = own.get(name) ?? defaults.get(name);
  if (known) return known;
  const made = new TextTemplate(defaultText(language, key), DEFAULTS[language][key] === undefined ? 'en' : language);
  defaults.set(name, made);
  return made;
}
