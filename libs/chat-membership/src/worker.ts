export { ChatMembershipWorkerModule } from './chat-membership.worker.module';
