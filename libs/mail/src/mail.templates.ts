import { escapeHtml } from '@app/platform';

/** A mail without its address. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What each template is told. No template is ever told a password. */
export interface TemplateData {
  welcome: { readonly name: string; readonly login: string };
}

export type TemplateName = keyof TemplateData;

type Template<Name extends TemplateName> = (data: TemplateData[Name]) => Letter;

const templates: { [Name in TemplateName]: Template<Name> } = {
  welcome: ({ name, login }) =>
    letter('Your Chappe account', [
      `Hello ${name},`,
      `your account is ready. You sign in as ${login}.`,
      'To receive messages on Telegram, write /start to the bot and enter the code that it shows you in your cabinet.',
      'If it was not you who registered, ignore this mail.',
    ]),
};

/** Writes a letter. */
export function write<Name extends TemplateName>(name: Name, data: TemplateData[Name]): Letter {
  return templates[name](data);
}

function letter(subject: string, paragraphs: readonly string[]): Letter {
  const html = paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n');
  return {
    subject,
    text: `${paragraphs.join('\n\n')}\n`,
    html: `<!doctype html>\n<html lang="en"><body>\n${html}\n</body></html>\n`,
  };
}
