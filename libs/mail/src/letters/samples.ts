import type { TemplateData } from './template-data';

const name = 'Ann Example';
const login = 'ann@example.org';
const bot = 'example_bot';

/** What a preview of the templates shows. */
export const SAMPLES: Readonly<TemplateData> = {
  welcome: { name, login, verifyUrl: 'https://chappe.example.org/verify#token=sample' },
  verifyEmail: { name, verifyUrl: 'https://chappe.example.org/verify#token=sample' },
  addressTaken: { name, login },
  invitation: { by: name, login, inviteUrl: 'https://chappe.example.org/reset-password#sample' },
  resetPassword: { name, login, resetUrl: 'https://chappe.example.org/reset#token=sample' },
  passwordChanged: { name },
  newSignIn: { name, device: 'Firefox on Linux', address: '192.0.2.7', at: new Date('2025-11-20T12:31:00Z') },
  emailChanged: { name, newAddress: 'ann@example.net' },
  botRevoked: { name, bot },
  pollingTrouble: { name, bot, setsWebhook: false },
  webhookTrouble: { name, bot, reason: 'Wrong response from the webhook: 502 Bad Gateway' },
  accountClosed: { name },
};

/** All templates, in the order in which they are shown. */
export const TEMPLATES = Object.keys(SAMPLES) as readonly (keyof TemplateData)[];
