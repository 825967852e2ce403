import { Injectable } from '@nestjs/common';
import { BotCallsRegistry } from '@app/bots';
import { ChatReferencesRegistry } from '@app/chat-membership';
import { BotMessagesRepository } from './bot-messages.repository';
import { ChatLanesRepository } from './chat-lanes.repository';

/** What those who stand to the left ask of messages: they know the questions, and not who answers. */
@Injectable()
export class MessagingPorts {
  constructor(chats: ChatReferencesRegistry, calls: BotCallsRegistry, lanes: ChatLanesRepository, ofBots: BotMessagesRepository) {
    chats.register(lanes);
    calls.register(ofBots);
  }
}
