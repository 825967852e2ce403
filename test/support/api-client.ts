/** An answer of the API: its status, its parsed body, and the headers. */
export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
  /** The body to the letter. */
  readonly text: string;
}

export interface CallOptions {
  readonly token?: string;
  readonly headers?: Record<string, string>;
  /** Sent as it is, instead of JSON. */
  readonly raw?: string | Buffer;
}

/** Calls the running API as any client does. */
export class ApiClient {
  constructor(
    readonly root: string,
    private readonly prefix = '/api/v1/',
  ) {}

  get<Body = Record<string, unknown>>(path: string, options: CallOptions = {}): Promise<Answer<Body>> {
    return this.call('GET', path, undefined, options);
  }

  post<Body = Record<string, unknown>>(path: string, body?: unknown, options: CallOptions = {}): Promise<Answer<Body>> {
    return this.call('POST', path, body, options);
  }

  async call<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    options: CallOptions = {},
  ): Promise<Answer<Body>> {
    const { token, headers = {}, raw } = options;
    const sent = raw ?? (body === undefined || body instanceof FormData ? body : JSON.stringify(body));
    const response = await fetch(this.root + (path.startsWith('/') ? path : this.prefix + path), {
      method,
      headers: {
        ...(sent === undefined || sent instanceof FormData ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: sent,
    });
    const text = await response.text();
    return { status: response.status, body: parse(text) as Body, headers: response.headers, text };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
