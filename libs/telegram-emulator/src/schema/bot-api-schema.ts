import schema from './bot-api-schema.json';

export type ParameterKind = 'string' | 'number' | 'boolean' | 'array' | 'object' | 'file';

/** What the documentation says of one parameter. */
export interface ParameterSchema {
  readonly required?: boolean;
  readonly kinds: readonly ParameterKind[];
  /** The only words, or numbers, that it takes. */
  readonly values?: readonly string[];
}

/** A method as the documentation describes it. */
export interface MethodSchema {
  readonly name: string;
  readonly params: Readonly<Record<string, ParameterSchema>>;
}

const DOCUMENTED = Object.entries(schema.methods as Record<string, unknown>) as [string, MethodSchema['params']][];

/** Every method of the Bot API, by its name in small letters: Telegram does not mind the case. `npm run bot-api-schema` makes the data. */
export const BOT_API_METHODS: ReadonlyMap<string, MethodSchema> = new Map(
  DOCUMENTED.map(([name, params]) => [name.toLowerCase(), { name, params }]),
);
