export { TelegramEmulator, type EmulatedBot, type EmulatorOptions, type PersonProfile } from './telegram-emulator';
export { Person, type BotReference, type EmulatedMessage, type MessageMatch } from './person';
export type { CallListener, DeliveryEntry, LedgerEntry } from './calls/journal';
export type { Entity } from './entities/entity';
export type { Fault, FaultHandle, FaultKind } from './faults/faults';
export { ManualClock, type Clock } from './world/clock';
export type { CallbackAnswer, InlineButton, ReplyMarkup } from './world/records';
export type { WorldChange } from './world/world';
