/** What a text or a list must be like, where it stands inside of something that is expected. */

export const anyText: unknown = expect.any(String);

export function containing(text: string): unknown {
  return expect.stringContaining(text);
}

export function matching(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}

export function including(items: readonly unknown[]): unknown {
  return expect.arrayContaining([...items]);
}

/** An object that has at least these fields. */
export function having(fields: Readonly<Record<string, unknown>>): unknown {
  return expect.objectContaining(fields);
}
