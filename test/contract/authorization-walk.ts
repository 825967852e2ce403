import { newId } from '@app/platform';
import type { Answer } from '../support/api-client';
import type { Route } from '../support/routes';
import { everybody, type Rule } from './authorization-matrix';
import { PRINCIPALS, type Principal, type Scene } from './authorization-scene';

/** What came of it when everybody had called a route. */
export interface Seen {
  /** By route and principal. */
  readonly outcomes: Record<string, string>;
  readonly expected: Record<string, string>;
  /** Refusals that tell whether there is such a thing. */
  readonly telling: string[];
  /** Things that are not what they were before those called who may not. */
  readonly touched: string[];
  /** Answers to others with something of the member's in them. */
  readonly leaks: string[];
  /** Answers to the member with something of the member's in them. */
  readonly shown: string[];
}

export const nothingSeen = (): Seen => ({ outcomes: {}, expected: {}, telling: [], touched: [], leaks: [], shown: [] });

export const nameOf = ({ method, path }: Route): string => `${method} ${path}`;

/** Where an admin may see what is a member's. */
const ADMIN_SEES = /\/(admin|telegram-users|chats)/;

/** A route that everybody tries: first those who are refused, with a thing of the member's that must not change by it. */
export class Walk {
  constructor(
    private readonly route: Route,
    private readonly rule: Rule,
    private readonly scene: Scene,
  ) {}

  async note(seen: Seen): Promise<void> {
    const { thing, may } = this.rule;
    const id = await this.scene.make(thing);
    const before = await this.scene.row(thing, id);
    for (const principal of PRINCIPALS) if (may[principal] !== 'ok') await this.refuse(seen, principal, id);
    if ((await this.scene.row(thing, id)) !== before) seen.touched.push(nameOf(this.route));
    // The member comes first, and finds the thing that the others did not get.
    for (const principal of PRINCIPALS.toReversed()) {
      if (may[principal] !== 'ok') continue;
      const answer = await this.call(principal, principal === 'member' ? id : await this.scene.make(thing));
      this.compare(seen, principal, answer);
      if (may !== everybody) this.lookForIds(seen, principal, answer);
    }
  }

  private async refuse(seen: Seen, principal: Principal, id: string): Promise<void> {
    const answer = await this.call(principal, id);
    this.compare(seen, principal, answer);
    this.lookForIds(seen, principal, answer);
    const unknown = await this.call(principal, newId());
    if (refusal(answer) !== refusal(unknown)) seen.telling.push(`${nameOf(this.route)} as ${principal}`);
  }

  private async call(principal: Principal, id: string): Promise<Answer> {
    const { api, tokens } = this.scene;
    const body = await this.rule.body?.(this.scene, id);
    const names = Object.entries({ id, ...this.rule.names?.(this.scene) });
    const path = names.reduce((all, [name, value]) => all.replace(`{${name}}`, value), this.route.path);
    return await api.call(this.route.method, path, body, { token: tokens[principal], headers: { origin: api.root } });
  }

  private compare({ expected, outcomes }: Seen, principal: Principal, { status }: Answer): void {
    const { may, ok } = this.rule;
    const fine = ok === undefined ? status >= 200 && status < 300 : status === ok;
    const name = `${nameOf(this.route)} as ${principal}`;
    expected[name] = String(may[principal]);
    outcomes[name] = fine ? 'ok' : String(status);
  }

  private lookForIds(seen: Seen, principal: Principal, { text }: Answer): void {
    const { all, ofToken } = this.scene.ids;
    const name = `${nameOf(this.route)} as ${principal}`;
    const found = [...(principal === 'otherToken' ? ofToken : all)].some((id) => text.includes(id));
    if (found && principal === 'member') seen.shown.push(name);
    const foreign = ['other', 'otherToken'].includes(principal) || (principal === 'admin' && !ADMIN_SEES.test(name));
    if (found && foreign) seen.leaks.push(name);
  }
}

/** What a refusal says, but for the number of the request. */
function refusal({ status, body, headers }: Answer): string {
  return JSON.stringify([status, { ...body, requestId: '' }, [...headers.keys()].sort()]);
}
