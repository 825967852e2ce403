import { expectCampaign } from './expect-campaign';
import { settings } from './settings';

const { size } = settings;

describe('on PostgreSQL alone', () => {
  expectCampaign(size, size.name);
});
