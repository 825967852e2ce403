import { redisAvailable } from '../support/redis';
import { expectCampaign } from './expect-campaign';
import { settings } from './settings';
import { REDIS_SIZES } from './sizes';

const size = REDIS_SIZES[settings.size.name];
const suite = redisAvailable ? describe : describe.skip;
if (!redisAvailable) {
  process.stderr.write('skipped: a campaign on Redis (CHAPPE_TEST_REDIS=on says that redis-server is installed)\n');
}

suite('with the queues in a Redis that is emptied and killed', () => {
  expectCampaign(size, `redis-${size.name}`);
});
