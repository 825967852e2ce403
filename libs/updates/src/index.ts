export { CountBegunTries } from './count-begun-tries.migration';
export { CreateUpdates } from './create-updates.migration';
export { Replies, type Incoming, type UpdateObserver } from './update-observer';
export { UpdatesModule } from './updates.module';
