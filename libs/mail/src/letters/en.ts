import { at, timeIn, type Language } from './language';

/** Mails in English. */
export const en: Language = {
  footer: 'This mail was sent automatically. Replies to it are not read.',
  drafts: {
    welcome: ({ name, login, verifyUrl }) => ({
      subject: 'Welcome to Chappe: please confirm your address',
      paragraphs: [
        greeting(name),
        `Your account is ready. You sign in as ${login}.`,
        'Please confirm that this address is yours:',
      ],
      action: { label: 'Confirm the address', url: verifyUrl },
      closing: [
        'To receive messages on Telegram, write /start to the bot and enter the code that it shows you in your cabinet.',
        'If it was not you who registered, ignore this mail.',
      ],
    }),
    verifyEmail: ({ name, verifyUrl }) => ({
      subject: 'Please confirm your address',
      paragraphs: [greeting(name), 'Please confirm that mail for your Chappe account may go to this address:'],
      action: { label: 'Confirm the address', url: verifyUrl },
      closing: ['If you have not asked for this, ignore this mail. Nothing changes until the address is confirmed.'],
    }),
    addressTaken: ({ name, login }) => ({
      subject: 'You already have a Chappe account',
      paragraphs: [
        `Hello ${name},`,
        'Somebody has just tried to register with this address. It belongs to your account already.',
        `If it was you: sign in as ${login}. If you have forgotten the password, have it reset on the sign-in page.`,
        'If it was not you, ignore this mail. Nothing has changed.',
      ],
    }),
    invitation: ({ by, login, inviteUrl }) => ({
      subject: 'You are invited to Chappe',
      paragraphs: [
        'Hello,',
        `${by} has made an account for you. You sign in as ${login}. Choose your password here; the link is good for seven days:`,
      ],
      action: { label: 'Choose a password', url: inviteUrl },
      closing: ['If you did not expect this, ignore this mail: without a password nobody can use the account.'],
    }),
    resetPassword: ({ name, login, resetUrl }) => ({
      subject: 'Choose a new password',
      paragraphs: [
        greeting(name),
        `Somebody has asked for a new password for the account ${login}. If it was you, choose one here. The link is good for one hour:`,
      ],
      action: { label: 'Choose a new password', url: resetUrl },
      closing: ['If it was not you, ignore this mail. Your password stays as it is.'],
    }),
    passwordChanged: ({ name }) => ({
      subject: 'Your password was changed',
      paragraphs: [
        `Hello ${name},`,
        'The password of your Chappe account has just been changed.',
        'If it was not you, reset it on the sign-in page at once and look through the sessions in your cabinet.',
      ],
    }),
    newSignIn: ({ name, device, address, at: time }) => ({
      subject: 'A new sign-in to your account',
      paragraphs: [
        `Hello ${name},`,
        'Somebody has signed in to your Chappe account from a device that was not used before:',
        `Device: ${device}\nIP address: ${address}\nTime: ${timeIn('en-GB', time)}`,
        'If it was you, there is nothing to do. If not, change your password at once and end that session in your cabinet.',
      ],
    }),
    emailChanged: ({ name, newAddress }) => ({
      subject: 'Your account has a new address',
      paragraphs: [
        `Hello ${name},`,
        `Mail for your Chappe account now goes to ${newAddress}. This is the last mail to the address it had before.`,
        'If it was not you who changed it, somebody else has got into your account: tell whoever runs this Chappe at once.',
      ],
    }),
    botRevoked: ({ name, bot }) => ({
      subject: `Telegram refuses the token of ${at(bot)}`,
      paragraphs: [
        `Hello ${name},`,
        `Telegram no longer accepts the token of ${at(bot)}. Messages of this bot wait until it has a new one.`,
        'Get it from BotFather (/mybots, API Token) and give it to the bot in your cabinet. What waits is sent then.',
      ],
    }),
    webhookTrouble: ({ name, bot, reason }) => ({
      subject: `Telegram cannot deliver updates of ${at(bot)}`,
      paragraphs: [
        `Hello ${name},`,
        `Telegram has trouble delivering updates of ${at(bot)} to Chappe. It says:`,
        reason,
        'It tries again by itself and keeps updates for up to 24 hours. Please see to it that Chappe can be reached from outside.',
      ],
    }),
    pollingTrouble: ({ name, bot, setsWebhook }) => ({
      subject: `Another program uses the token of ${at(bot)}`,
      paragraphs: [
        `Hello ${name},`,
        setsWebhook
          ? `Another program sets a webhook for ${at(bot)} again and again, so that its updates do not come to Chappe.`
          : `Another program asks Telegram for the updates of ${at(bot)}, so that Chappe and it take them away from each other.`,
        'End that program. If you do not know it, revoke the token: BotFather, /mybots, API Token, Revoke; then give the new one to the bot in your cabinet.',
      ],
    }),
    accountClosed: ({ name }) => ({
      subject: 'Your account was closed',
      paragraphs: [
        `Hello ${name},`,
        'Your Chappe account was closed. This is the last mail about it.',
        'If it was not you who closed it, tell whoever runs this Chappe.',
      ],
    }),
  },
};

/** Without a name for an address that nobody has verified yet. */
function greeting(name: string | null): string {
  return name === null ? 'Hello,' : `Hello ${name},`;
}
