/** What the server refused, in its words. */
export class ApiFailure extends Error {
  constructor(
    readonly status: number,
    words: string,
  ) {
    super(words);
  }
}

/** Calls the sandbox. @throws ApiFailure with the words of the server */
export async function call<T>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<T> {
  const request =
    body === undefined ? { method } : { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(path, request).catch(() => {
    throw new ApiFailure(0, 'The sandbox does not answer. Is it running?');
  });
  const answer = (await response.json()) as unknown;
  if (!response.ok) throw new ApiFailure(response.status, (answer as { error: string }).error);
  return answer as T;
}

/** The address of a person's chat. */
export function chatPath(key: string, ref: string, rest = ''): string {
  return `/api/people/${encodeURIComponent(key)}/chats/${encodeURIComponent(ref)}${rest}`;
}

/** What went wrong, for people. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
