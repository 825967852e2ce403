import type { Answer } from '../support/api-client';
import { MATRIX, type Rule } from './authorization-matrix';
import type { Principal, Scene, Thing } from './authorization-scene';
import { isDocumented, placeOf, takesNull, type Field, type Intake, type Place } from './hostile-fields';
import { noteRefusal, type Findings } from './hostile-findings';
import { CHANGES_SIGN_IN, GOOD, THINGS, type Good } from './hostile-requests';
import { IN_BODIES, IN_QUERIES, isKept, LEFT_OUT, TOLD_AS, type Hostile } from './hostile-values';

/** Nobody gets to read these back. */
const SECRET = /^(password|currentPassword|token|refreshToken|code|login)$/;

/** The reader of JSON refuses these before any field is looked at. */
const UNREADABLE = ['an object with __proto__', 'a deep list'];

/** The tables in which an accepted value is kept. */
const KEPT_IN: readonly (readonly [RegExp, Thing])[] = [
  [/\/messages(\/|$)/, 'message'],
  [/\/bots/, 'bot'],
  [/\/telegram-users/, 'enteredPerson'],
  [/\/bot-tokens/, 'botToken'],
  [/\/pairings/, 'pairing'],
  [/\/(register|accounts?)/, 'account'],
];

const isFine = ({ status }: Answer): boolean => status < 300;

/** One operation that is called with one wrong value at a time, all else right. */
export class HostileWalk {
  private readonly rule: Rule;
  private readonly goods: readonly Good[];
  private readonly principal: Principal;

  constructor(
    private readonly intake: Intake,
    private scene: Scene,
    private readonly anotherScene: () => Promise<Scene>,
    private readonly found: Findings,
  ) {
    this.rule = MATRIX[intake.name] ?? { may: MATRIX['GET /api/v1/account']?.may ?? fail(intake.name) };
    this.goods = GOOD[intake.name] ?? [this.rule.body ?? (() => undefined)];
    this.principal = this.rule.may.member === 'ok' ? 'member' : 'admin';
  }

  /** Works that may be done side by side, but for those of an operation that ends or changes how its account signs in. */
  works(): (() => Promise<void>)[] {
    const fields = this.intake.fields.map((field) => () => this.tryField(field));
    const parameters = this.intake.parameters.map((field) => () => this.tryParameter(field));
    const works = [...fields, ...parameters, () => this.tryGood()];
    if (!this.changesSignIn) return works;
    return [
      async () => {
        this.scene = await this.anotherScene();
        for (const work of works) await work();
      },
    ];
  }

  private get changesSignIn(): boolean {
    return this.rule.endsSession === true || CHANGES_SIGN_IN.includes(this.intake.name);
  }

  private async tryGood(): Promise<void> {
    for (const good of this.goods) {
      const id = await this.thing();
      const answer = await this.call(id, await good(this.scene, id));
      // Nobody here has a token that was mailed, and the matrix of authorization has some requests that come too late.
      const isGood = answer.status === this.rule.ok && (answer.status === 410 || GOOD[this.intake.name] === undefined);
      if (!isFine(answer) && !isGood) this.found.notGood.push(`${this.intake.name}: ${answer.text}`);
    }
  }

  private async tryField(field: Field): Promise<void> {
    const id = await this.thing();
    const bodies = await Promise.all(this.goods.map(async (good) => await good(this.scene, id)));
    const places = bodies.map((body) => placeOf(field.pattern, body));
    const index = places.findIndex((place) => place !== null);
    const [good, place] = [this.goods[index], places[index]];
    if (!good || !place) {
      this.found.untried.push(`${this.intake.name} ${field.pattern}`);
      return;
    }
    const answers = new Map<unknown, Answer>();
    let thing = id;
    for (const hostile of IN_BODIES) {
      const [, value] = hostile;
      if (value === LEFT_OUT && typeof place.at(-1) === 'number') continue;
      const body = put(await good(this.scene, thing), place, value);
      const answer = await this.call(thing, body);
      answers.set(value, answer);
      await this.judge(field, place, hostile, answer);
      if (isFine(answer) && this.changesSignIn) {
        this.scene = await this.anotherScene();
        thing = await this.thing();
      }
    }
    this.compareNull(field, answers.get(null), answers.get(LEFT_OUT));
  }

  private compareNull(field: Field, ofNull?: Answer, ofNothing?: Answer): void {
    if (!ofNull || !ofNothing || field.required || takesNull(field)) return;
    const told = ({ status, body }: Answer): string =>
      JSON.stringify([status, body.code, body.errors, body[field.pattern]]).replace(/\d{10}/g, 'a number');
    if (told(ofNull) === told(ofNothing)) return;
    this.found.nulls.push(`${this.intake.name} ${field.pattern}: ${told(ofNull)}, left out: ${told(ofNothing)}`);
  }

  private async judge(field: Field, place: Place, [name, value]: Hostile, answer: Answer): Promise<void> {
    const what = `${this.intake.name} ${field.pattern} = ${name}`;
    const saysNothing = value === LEFT_OUT || (value === null && !takesNull(field));
    const isRight = saysNothing ? !field.required : isDocumented(field, value);
    if (!isFine(answer)) {
      noteRefusal(this.found, what, answer, { isRight, field: UNREADABLE.includes(name) ? null : place.join('.') });
    } else if (!saysNothing && !(await this.isFoundAgain(field, value, answer))) {
      this.found.changed.push(`${what}: ${answer.text.slice(0, 300)}`);
    } else if (!isRight && !isKept(field.pattern, value, String(value))) {
      this.found.changed.push(`${what} is taken`);
    }
  }

  private async isFoundAgain({ pattern }: Field, value: unknown, { body }: Answer): Promise<boolean> {
    if (SECRET.test(pattern) || typeof value === 'boolean') return true;
    const about = (body.account ?? body) as Record<string, unknown>;
    const told = about[TOLD_AS[pattern] ?? pattern];
    if (told !== undefined) return isKept(pattern, value, told);
    const thing = KEPT_IN.find(([path]) => path.test(this.intake.path))?.[1];
    if (thing === undefined || typeof about.id !== 'string') return true;
    const row = await this.scene.row(thing, about.id);
    if (isEmptyList(value)) return row.includes('[]');
    return [undefined, ...leaves(JSON.parse(row))].some((leaf) => isKept(pattern, value, leaf) || holds(leaf, value));
  }

  private async tryParameter(field: Field): Promise<void> {
    const id = await this.thing();
    for (const [name, written, value] of IN_QUERIES) {
      const answer = await this.call(id, undefined, `?${written(field.pattern)}`);
      const what = `${this.intake.name} ?${field.pattern} = ${name}`;
      const isRight = value !== undefined && isDocumented(field, parsed(field, value));
      if (!isFine(answer)) {
        noteRefusal(this.found, what, answer, { isRight, field: field.pattern });
      } else if (!isRight || !onlyShows(field.pattern, value, answer)) {
        this.found.changed.push(`${what} is taken`);
      }
      if (isFine(answer) && this.changesSignIn) this.scene = await this.anotherScene();
    }
  }

  private async thing(): Promise<string> {
    const make = THINGS[this.intake.name];
    return make ? await make(this.scene) : await this.scene.make(this.rule.thing);
  }

  private async call(id: string, body: unknown, query = ''): Promise<Answer> {
    this.found.requests += 1;
    const { api, tokens } = this.scene;
    const names = Object.entries({ id, ...this.rule.names?.(this.scene) });
    const path = names.reduce((all, [name, value]) => all.replace(`{${name}}`, value), this.intake.path);
    const options = { token: tokens[this.principal], headers: { origin: api.root } };
    return await api.call(this.intake.method, path + query, body, options);
  }
}

function fail(name: string): never {
  throw new Error(`not in the matrix: ${name}`);
}

/** The same request with another value at a place. */
function put(body: unknown, place: Place, value: unknown): unknown {
  const whole = structuredClone(body) as Record<string | number, unknown>;
  const last = place.at(-1) ?? '';
  const holder = place.slice(0, -1).reduce((inner, step) => inner[step] as Record<string | number, unknown>, whole);
  if (value === LEFT_OUT) Reflect.deleteProperty(holder, last);
  else holder[last] = value;
  return whole;
}

function leaves(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value];
}

function holds(leaf: unknown, value: unknown): boolean {
  return typeof leaf === 'string' && typeof value === 'string' && value !== '' && leaf.includes(value);
}

/** What the text of a parameter stands for, by the type that is documented. */
function parsed({ schemas }: Field, text: string): unknown {
  const types = schemas.map(({ type }) => type);
  if ((types.includes('integer') || types.includes('number')) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (types.includes('boolean') && /^(true|false)$/.test(text)) return text === 'true';
  return text;
}

/** A filter leaves nothing in a list that is not as it wants it. */
function onlyShows(parameter: string, value: string, { body }: Answer): boolean {
  const items = (body.items ?? []) as Record<string, unknown>[];
  return items.every(({ [parameter]: shown }) => shown === undefined || isKept(parameter, value, shown) || parameter === 'text');
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
