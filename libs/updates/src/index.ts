export { CountBegunTries } from './count-begun-tries.migration';
export { CreateUpdates } from './create-updates.migration';
export { CreateForgottenPeople } from './create-forgotten-people.migration';
export { ForgettingService } from './forgetting.service';
export { ForgottenPeopleObserver } from './forgotten-people.observer';
export { PersonDataRegistry, type KnownPerson, type PersonData } from './person-data';
export { Replies, type Incoming, type UpdateObserver } from './update-observer';
export { UpdatesStoreModule } from './updates.store.module';
export { UpdatesModule } from './updates.module';
