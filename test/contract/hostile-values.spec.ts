import { TestChappe } from '../support/chappe';
import { Scene } from './authorization-scene';
import { documentedIntakes } from './hostile-fields';
import { nothingFound } from './hostile-findings';
import { HostileWalk } from './hostile-walk';

/** Requests that are under way at once. */
const SIDE_BY_SIDE = 8;

/** Whoever guesses wrong is not made to wait. */
const WITHOUT_PAUSES = [
  `create function without_pauses() returns trigger language plpgsql as
     $$ begin new.failures := 0; new.blocked_until := 'epoch'; return new; end $$`,
  'create trigger without_pauses before insert or update on guesses for each row execute function without_pauses()',
];

const found = nothingFound();
const intakes = documentedIntakes();
let chappe: TestChappe;

beforeAll(async () => {
  chappe = await TestChappe.start({ settings: { MAX_BOTS_PER_ACCOUNT: '1000' } });
  for (const statement of WITHOUT_PAUSES) await chappe.sql.rows(statement);
  const scene = await Scene.set(chappe);
  const works = intakes.flatMap((intake) => new HostileWalk(intake, scene, () => Scene.set(chappe), found).works());
  const workers = Array.from({ length: SIDE_BY_SIDE }, async () => {
    for (let work = works.shift(); work; work = works.shift()) await work();
  });
  await Promise.all(workers);
}, 240_000);

afterAll(async () => {
  await chappe.stop();
});

/** An edit of a text, which the others are tried on, has no caption; test/component/messages/acts.spec.ts tries it on a photo. */
const NEEDS_ANOTHER_THING = ['POST /api/v1/messages/{id}/edit captionAbove'];

it('every documented field of a body is tried in a request that is taken', () => {
  expect(intakes.flatMap(({ fields }) => fields).length).toBeGreaterThan(100);
  expect(found.requests).toBeGreaterThan(5_000);
  expect(found.untried).toEqual(NEEDS_ANOTHER_THING);
  expect(found.notGood).toEqual([]);
});

it('no value breaks anything', () => {
  expect(found.broken).toEqual([]);
});

it('every refusal names what is wrong, with the status of its kind', () => {
  expect(found.unclear).toEqual([]);
});

it('no value is taken for another one', () => {
  expect(found.changed).toEqual([]);
});

it('null in a field that may be left out says no more than leaving it out', () => {
  expect(found.nulls).toEqual([]);
});
