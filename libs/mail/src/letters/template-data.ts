/**
 * What each template is told. No template is ever told a password. A name that is null stands for an address that nobody has verified yet:
 * whoever typed that address chose the name, too, and could write to strangers in it.
 */
export interface TemplateData {
  /** Somebody registered; the link confirms the address. */
  welcome: { readonly name: string | null; readonly login: string; readonly verifyUrl: string };
  verifyEmail: { readonly name: string | null; readonly verifyUrl: string };
  /** Somebody tried to register with the address of an account that is there already. */
  addressTaken: { readonly name: string; readonly login: string };
  /** An admin has made an account for somebody; the link sets its password and is good for seven days. */
  invitation: { readonly by: string; readonly login: string; readonly inviteUrl: string };
  /** The link is good for one hour. */
  resetPassword: { readonly name: string | null; readonly login: string; readonly resetUrl: string };
  passwordChanged: { readonly name: string };
  newSignIn: { readonly name: string; readonly device: string; readonly address: string; readonly at: Date };
  /** Goes to the address that was left. */
  emailChanged: { readonly name: string; readonly newAddress: string };
  /** `bot` is a username, with or without its @. */
  botRevoked: { readonly name: string; readonly bot: string };
  webhookTrouble: { readonly name: string; readonly bot: string; readonly reason: string };
  /** Another program asks for the bot's updates, or sets a webhook, while Chappe asks for them. */
  pollingTrouble: { readonly name: string; readonly bot: string; readonly setsWebhook: boolean };
  accountClosed: { readonly name: string };
}

export type TemplateName = keyof TemplateData;
