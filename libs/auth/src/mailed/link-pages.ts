import { createHash } from 'node:crypto';
import type { Locale } from '@app/mail';

/** The pages that links in mails open. */
export type LinkPage = 'verify-email' | 'reset-password';

interface Words {
  readonly title: string;
  readonly lead: string;
  readonly button: string;
  readonly done: string;
}

const ROUTES: Record<LinkPage, string> = {
  'verify-email': '/api/v1/auth/email/verify',
  'reset-password': '/api/v1/auth/password/reset',
};

const WORDS: Record<Locale, Record<LinkPage, Words> & { readonly password: string; readonly failed: string }> = {
  en: {
    password: 'New password (at least 8 characters)',
    failed: 'It did not work. Try again in a moment.',
    'verify-email': {
      title: 'Verify your e-mail address',
      lead: 'Press the button, and the address belongs to your account.',
      button: 'Verify',
      done: 'Thank you: the address is verified. You may close this page.',
    },
    'reset-password': {
      title: 'Set a new password',
      lead: 'All devices that are signed in will be signed out.',
      button: 'Set the password',
      done: 'Done: sign in with the new password. You may close this page.',
    },
  },
  ru: {
    password: 'Новый пароль (не короче 8 символов)',
    failed: 'Не получилось. Попробуйте ещё раз чуть позже.',
    'verify-email': {
      title: 'Подтверждение адреса',
      lead: 'Нажмите кнопку, и адрес будет закреплён за вашей учётной записью.',
      button: 'Подтвердить',
      done: 'Спасибо, адрес подтверждён. Страницу можно закрыть.',
    },
    'reset-password': {
      title: 'Новый пароль',
      lead: 'На всех устройствах нужно будет войти заново.',
      button: 'Сохранить пароль',
      done: 'Готово: войдите с новым паролем. Страницу можно закрыть.',
    },
  },
};

const STYLE = `
  body { font: 17px/1.5 system-ui, sans-serif; max-width: 26rem; margin: 12vh auto; padding: 0 1.25rem; color-scheme: light dark }
  h1 { font-size: 1.4rem; line-height: 1.2 } label { display: block; margin: 1rem 0 .25rem }
  input { width: 100%; box-sizing: border-box; font: inherit; padding: .55rem .7rem; border: 1px solid #8888; border-radius: .5rem }
  button { font: inherit; margin-top: 1.1rem; padding: .6rem 1.2rem; border: 0; border-radius: .5rem; background: #1d5fbf; color: #fff }
  button:disabled { opacity: .5 } p[role=status] { min-height: 1.5em }`;

/** Sends the token when the button is pressed, and shows what came of it. */
const SCRIPT = `
  const form = document.querySelector('form');
  const said = document.querySelector('[role=status]');
  const { route, done, failed } = form.dataset;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = form.querySelector('button');
    button.disabled = true;
    const body = { token: location.hash.slice(1) };
    if (form.password) body.password = form.password.value;
    try {
      const answer = await fetch(route, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
      said.textContent = answer.ok ? done : (await answer.json()).detail;
      if (answer.ok) form.hidden = true;
    } catch {
      said.textContent = failed;
    }
    button.disabled = false;
  });`;

/** Only our own script and style run, and it may only talk to us. */
export const LINK_PAGE_POLICY = [
  "default-src 'none'",
  `script-src 'sha256-${digestOf(SCRIPT)}'`,
  `style-src 'sha256-${digestOf(STYLE)}'`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page of a link, in the reader's language. */
export function linkPage(purpose: LinkPage, languages: string): string {
  const locale = localeOf(languages);
  const { password, failed, [purpose]: words } = WORDS[locale];
  const field =
    purpose === 'reset-password'
      ? `<label for="password">${password}</label>
      <input id="password" name="password" type="password" minlength="8" maxlength="128" required autocomplete="new-password">`
      : '';
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${words.title}</title>
<style>${STYLE}</style></head><body>
<main><h1>${words.title}</h1>
<form data-route="${ROUTES[purpose]}" data-done="${words.done}" data-failed="${failed}"><p>${words.lead}</p>${field}
<button>${words.button}</button></form><p role="status"></p></main>
<script>${SCRIPT}</script></body></html>
`;
}

/** The first language of the header that we speak. */
function localeOf(languages: string): Locale {
  const known = languages.split(',').map((entry) => entry.trim().slice(0, 2).toLowerCase());
  return known.find((language): language is Locale => language === 'en' || language === 'ru') ?? 'en';
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
