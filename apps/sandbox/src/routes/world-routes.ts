import type { Box } from '../box';
import { newPersonOf, textOf } from '../input';
import { ApiError } from '../api-error';
import { populate } from '../populate';
import { attempted, created, ok, param, type Route } from '../router';
import { personOf } from '../place';
import { chatLines } from '../views/chat-view';
import { personView } from '../views/names';
import { worldView } from '../views/world-view';

/** What is there, and beginning anew. */
export function worldRoutes(box: Box): Route[] {
  const { telegram } = box;
  return [
    { method: 'GET', path: '/api/world', run: () => ok(worldView(telegram)) },
    {
      method: 'POST',
      path: '/api/reset',
      run: async ({ body }) => {
        await body(); // a foreign page could not send it
        box.faults.clear();
        telegram.reset();
        populate(telegram);
        return ok(worldView(telegram));
      },
    },
  ];
}

/** Who is there, what chats they have, and how they come into others. */
export function peopleRoutes(box: Box): Route[] {
  const { telegram } = box;
  return [
    {
      method: 'POST',
      path: '/api/people',
      run: async ({ body }) => {
        const { key, ...profile } = newPersonOf(await body());
        if (telegram.people().some((one) => one.key === key)) {
          throw new ApiError(409, `There is somebody with the key ${key} already.`);
        }
        if (profile.username !== undefined) refuseTaken(box, profile.username);
        return created(personView(telegram.person(key, profile)));
      },
    },
    {
      method: 'POST',
      path: '/api/people/:key/invite',
      run: async (request) => {
        const person = personOf(telegram, param(request, 'key'));
        const link = textOf(await request.body(), 'link');
        const became = await attempted(() => person.followInvite(link));
        return ok({ became });
      },
    },
    {
      method: 'GET',
      path: '/api/people/:key/chats',
      run: (request) => ok(chatLines(telegram, personOf(telegram, param(request, 'key')))),
    },
  ];
}

/** People, bots and chats share their usernames. @throws ApiError 409 */
export function refuseTaken({ telegram }: Box, username: string): void {
  const wanted = username.toLowerCase();
  const taken = [...telegram.people().map(({ profile }) => profile), ...telegram.bots(), ...telegram.chats()];
  if (taken.some((one) => one.username?.toLowerCase() === wanted)) throw new ApiError(409, `The username ${wanted} is taken.`);
}
