import type { FormattedText } from '@app/formatting';
import { ClientRules } from './chats/client-rules';
import type { Author } from './chats/posts';
import { findButton, visible, type EmulatedMessage } from './emulated-message';
import { filed, filedTogether, type OutgoingFile } from './files/outgoing-file';
import { attempt, type PersonSurroundings } from './surroundings';
import { contactOf } from './reply-keyboard';
import type { ContactRecord, Contents, LocationRecord } from './world/contents';
import { readable } from './world/conversations';
import { lacksPermission, mayWrite, memberOf } from './world/membership';
import type { MessageRecord } from './world/message-record';
import type { PersonRecord } from './world/records';
import { permissionFor, type SendableKind } from './world/send-permissions';
import type { SharedChatRecord } from './world/shared-chat-records';

export interface MessageReference {
  readonly messageId: number;
}

export interface Writing {
  /** A topic of a forum; without it, General. */
  topic?: { readonly id: number };
  replyTo?: MessageReference;
  /** In the name of the group; for administrators. */
  anonymous?: boolean;
  /** In the name of a channel that the person owns; in supergroups. */
  asChannel?: { readonly id: number };
}

/** What a person writes and sends in a chat that several share, and does with the messages there. */
export class PersonWritingInChat {
  protected readonly here: ClientRules;

  constructor(
    protected readonly person: PersonRecord,
    protected readonly chat: SharedChatRecord,
    protected readonly around: PersonSurroundings,
  ) {
    this.here = new ClientRules(chat, person);
  }

  send(text: string, writing: Writing = {}): Promise<EmulatedMessage> {
    return attempt(() => {
      this.here.demand(mayWrite(this.chat, this.here.present()), 'write');
      return this.post(readable(text), writing);
    });
  }

  sendFile(file: OutgoingFile, writing: Writing = {}): Promise<EmulatedMessage> {
    return attempt(() => {
      this.demandToSend(file.kind);
      return this.post(filed(this.around.files, file), writing);
    });
  }

  /** Sends several files that are shown together, each in a message of its own. */
  sendAlbum(album: readonly OutgoingFile[], writing: Writing = {}): Promise<EmulatedMessage[]> {
    return attempt(() => {
      for (const { kind } of album) this.demandToSend(kind);
      const contents = filedTogether(this.around.files, this.around.world.freshGroupId(), album);
      return contents.map((content) => this.post(content, writing));
    });
  }

  sendLocation(location: LocationRecord, writing?: Writing): Promise<EmulatedMessage> {
    return this.sendContents({ location }, writing);
  }

  /** Sends a contact; the person's own unless told otherwise. */
  sendContact(contact: ContactRecord = contactOf(this.person), writing?: Writing): Promise<EmulatedMessage> {
    return this.sendContents({ contact }, writing);
  }

  /** Chooses options of a poll by their numbers, from 0 on; none takes the vote back. */
  vote(message: MessageReference, options: readonly number[]): Promise<void> {
    return attempt(() => {
      this.here.present();
      const { poll } = this.here.message(message.messageId);
      if (!poll) throw new Error(`The message ${String(message.messageId)} is no poll`);
      this.around.ballots.vote(this.person, poll, options);
    });
  }

  /** Edits what this person wrote, or in a channel with the right for it any post. */
  edit(message: MessageReference, text: string): Promise<EmulatedMessage> {
    return attempt(() => {
      const record = this.here.message(message.messageId);
      const isOwn = record.from === 'person' && record.senderId === this.person.id;
      if (!isOwn || record.service) this.here.channelEditor();
      this.around.sharedChats.posts.change(this.chat, record, readable(text));
      return visible(record);
    });
  }

  /** Reacts to a message with an emoji; with none takes it back. */
  react(message: MessageReference, ...emoji: readonly string[]): Promise<void> {
    return attempt(() => {
      this.here.present();
      this.around.reactions.react(this.person, this.chat, this.here.message(message.messageId), emoji);
    });
  }

  /** Presses the inline button with this text, on this message or on the newest that has one. Resolves to the id of the query. */
  press(button: string, message?: MessageReference): Promise<string> {
    return attempt(() => {
      this.here.present();
      const { target, data } = findButton(this.chat.messages, button, message?.messageId);
      const bot = this.around.findBot(target.senderId ?? 0);
      return this.around.sharedChats.posts.press(this.chat, { bot, person: this.person, message: target, data }).id;
    });
  }

  /** Administrators' custom titles are the signatures of what they write without a name. */
  protected author(anonymous = false): Author & { senderId: number } {
    const author = { from: 'person' as const, senderId: this.person.id };
    const { customTitle } = this.here.member();
    if (anonymous) return { ...author, asChat: true, ...(customTitle !== undefined && { signature: customTitle }) };
    return this.chat.signsPosts ? { ...author, signature: this.person.firstName } : author;
  }

  private sendContents(contents: Contents, writing: Writing = {}): Promise<EmulatedMessage> {
    return attempt(() => {
      this.demandToSend('text');
      return this.post({ text: '', entities: [], ...contents }, writing);
    });
  }

  protected demandToSend(kind: SendableKind): void {
    const member = this.here.present();
    const isAllowed =
      this.chat.type === 'channel' ? mayWrite(this.chat, member) : !lacksPermission(this.chat, member, permissionFor(kind));
    this.here.demand(isAllowed, `send what is of the kind ${kind}`);
  }

  protected post(content: FormattedText & Contents, writing: Writing): EmulatedMessage {
    const { topic, replyTo, anonymous = false, asChannel } = writing;
    if (anonymous) this.here.admin();
    const own = this.chat.directMessagesOf === undefined ? {} : { topicId: this.person.id };
    const place = { ...own, ...(topic && { topicId: this.here.openTopic(topic.id) }), ...this.answering(replyTo) };
    const author = asChannel ? this.channelAuthor(asChannel.id) : this.author(anonymous);
    return visible(this.around.sharedChats.posts.add(this.chat, { ...author, ...content, ...place }));
  }

  private channelAuthor(channelId: number): Author {
    const channel = this.around.world.sharedChats.get(channelId);
    const isOwn = channel?.type === 'channel' && memberOf(channel, this.person.id).status === 'creator';
    this.here.demand(this.chat.type === 'supergroup' && isOwn, 'write in the name of a channel of others');
    return { from: 'person', senderId: this.person.id, asChannel: channelId };
  }

  private answering(message: MessageReference | undefined): Pick<MessageRecord, 'replyTo' | 'topicId'> {
    if (!message) return {};
    const { messageId, topicId } = this.here.message(message.messageId);
    return { replyTo: messageId, ...(topicId !== undefined && { topicId }) };
  }
}
