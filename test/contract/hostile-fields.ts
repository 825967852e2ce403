import { z } from 'zod';
import document from '../../libs/sdk/openapi.json';

/** As much of a JSON Schema as the document uses for what comes in. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly nullable?: boolean;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}

interface Operation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** A documented field: `items.*.file.url`, with a star for each element of a list. */
export interface Field {
  readonly pattern: string;
  readonly required: boolean;
  readonly schemas: readonly Schema[];
}

/** What an operation takes. */
export interface Intake {
  /** As in the matrix of authorization, e.g. `PATCH /api/v1/bots/{id}`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly fields: readonly Field[];
  readonly parameters: readonly Field[];
}

/**
 * Every documented operation. The committed document is read, which another test compares with what the application says: compiled
 * for tests, the application itself knows little of the types of its fields.
 */
export function documentedIntakes(): Intake[] {
  const { paths, components } = document as unknown as Document;
  const resolve = (schema: Schema): Schema[] => {
    const { $ref, allOf, anyOf, oneOf, ...own } = schema;
    const named = $ref === undefined ? [] : [components.schemas[$ref.split('/').at(-1) ?? ''] ?? {}];
    const inner = [...named, ...(allOf ?? []), ...(anyOf ?? []), ...(oneOf ?? [])].flatMap(resolve);
    return Object.keys(own).some((key) => ['type', 'enum', 'properties', 'const'].includes(key)) ? [own, ...inner] : inner;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      fields: merged(fieldsOf(resolve(requestBody?.content['application/json']?.schema ?? {}), resolve)),
      parameters: parameters
        .filter((one) => one.in === 'query')
        .map(({ name, required = false, schema }) => ({ pattern: name, required, schemas: resolve(schema) })),
    })),
  );
}

function fieldsOf(schemas: readonly Schema[], resolve: (schema: Schema) => Schema[], prefix = ''): Field[] {
  return schemas.flatMap(({ properties = {}, required = [], items }) => {
    const inner: [string, Schema, boolean][] = Object.entries(properties).map(([name, one]) => [
      name,
      one,
      required.includes(name),
    ]);
    if (items) inner.push(['*', items, true]);
    return inner.flatMap(([name, schema, isRequired]) => {
      const [pattern, found] = [prefix + name, resolve(schema)];
      const nullable = schema.nullable === true ? [{ type: 'null' }] : [];
      return [{ pattern, required: isRequired, schemas: [...found, ...nullable] }, ...fieldsOf(found, resolve, `${pattern}.`)];
    });
  });
}

/** A field that several alternatives have is one field. */
function merged(fields: readonly Field[]): Field[] {
  const patterns = new Set(fields.map(({ pattern }) => pattern));
  return [...patterns].map((pattern) => {
    const same = fields.filter((field) => field.pattern === pattern);
    const required = same.every((field) => field.required);
    return { pattern, required, schemas: same.flatMap(({ schemas }) => schemas) };
  });
}

/** Whether the document takes a value there. Fields inside of it are fields of their own. */
export function isDocumented({ schemas }: Field, value: unknown): boolean {
  return schemas.some(({ properties, items, nullable, ...flat }) => {
    if (nullable === true && value === null) return true;
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (properties && isObject && Object.keys(value).some((key) => !Object.hasOwn(properties, key))) return false;
    const shallow = properties ? { type: 'object' } : { ...flat, ...(items ? { items: {} } : {}) };
    return z.fromJSONSchema(shallow as Parameters<typeof z.fromJSONSchema>[0]).safeParse(value).success;
  });
}

/** Whether null is a value of its own there, that takes something away. */
export const takesNull = (field: Field): boolean => isDocumented(field, null);

export type Place = readonly (string | number)[];

/** Where a field stands in a request; where several do, the first. */
export function placeOf(pattern: string, body: unknown): Place | null {
  return search(pattern.split('.'), body);
}

function search([step, ...rest]: readonly string[], value: unknown): Place | null {
  if (step === undefined) return [];
  if (typeof value !== 'object' || value === null) return null;
  const steps = step === '*' ? (Array.isArray(value) ? [...value.keys()] : []) : step in value ? [step] : [];
  for (const one of steps) {
    const found = search(rest, (value as Record<string | number, unknown>)[one]);
    if (found) return [one, ...found];
  }
  return null;
}
