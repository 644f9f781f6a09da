import { instant, list, or, orNull, type Reader, record, text } from '../live/parse';
import type { Person } from '../model/types';

/** RFC 9457: what the hub says when it refuses. `status` 0: no answer at all. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: readonly { readonly path: string; readonly message: string }[];
  /** When to try again, if the hub says so. */
  readonly retryAfterMs: number | null;

  constructor(
    status: number,
    code: string,
    detail: string,
    errors: Problem['errors'] = [],
    retryAfterMs: number | null = null,
  ) {
    super(detail);
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.retryAfterMs = retryAfterMs;
  }

  get unreachable(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

export type Account = Pick<Person, 'id' | 'email' | 'name' | 'roles'>;

export interface Session {
  readonly accessToken: string;
  readonly expiresAt: number;
  readonly user: Account;
}

export interface Request<T> {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly query?: Readonly<Record<string, string | number | null | undefined>>;
  /** JSON, or a form with a file. */
  readonly body?: unknown;
  /** Ends the call, and what the hub does for it, when aborted. */
  readonly signal?: AbortSignal;
  /** How to read the answer; without it the answer's body is not looked at. */
  readonly read?: Reader<T>;
}

type Wish = Omit<Request<unknown>, 'read'> & { readonly accept?: string };

/** Ids are opaque: numbers become strings at the door. */
export const identity: Reader<string> = (value, path) => text(typeof value === 'number' ? String(value) : value, path);

const session: Reader<Session> = record<Session>({
  accessToken: text,
  expiresAt: instant,
  user: record<Account>({ id: identity, email: text, name: or(text, ''), roles: list(text) }),
});

const problem = record({
  code: or(text, ''),
  detail: orNull(text),
  title: or(text, ''),
  errors: or(list(record({ path: or(text, ''), message: or(text, '') })), []),
});

/**
 * The hub's HTTP door. The access token lives in memory only; the refresh cookie is the browser's. A call answered 401
 * refreshes once, together with all others that wait, and is tried again; when even that is refused the person has to
 * sign in.
 */
export class Api {
  readonly #fetch: typeof fetch;
  readonly #signedOut: () => void;
  #token: string | null = null;
  #refreshing: Promise<Session> | null = null;

  constructor(signedOut: () => void, fetcher: typeof fetch = (...args) => fetch(...args)) {
    this.#signedOut = signedOut;
    this.#fetch = fetcher;
  }

  get token(): string | null {
    return this.#token;
  }

  async signIn(email: string, password: string): Promise<Session> {
    return this.#open('/auth/login', { email, password });
  }

  /** Redeems the one-time link from the hub's terminal. */
  async redeem(token: string): Promise<Session> {
    return this.#open('/auth/link', { token });
  }

  async signOut(): Promise<void> {
    try {
      await this.#send('/auth/logout', { method: 'POST' });
    } finally {
      this.#token = null;
      this.#signedOut();
    }
  }

  /**
   * A new access token from the refresh cookie; callers at the same time share one request. When the hub refuses, the
   * person is signed out; when it cannot be reached, nothing changes but the failure.
   */
  refresh(): Promise<Session> {
    this.#refreshing ??= this.#alone(() => this.#open('/auth/refresh', undefined))
      .catch((error) => {
        if (error instanceof Problem && error.status === 401) {
          this.#token = null;
          this.#signedOut();
        }
        throw error;
      })
      .finally(() => {
        this.#refreshing = null;
      });
    return this.#refreshing;
  }

  async call<T = void>(path: string, request: Request<T> = {}): Promise<T> {
    return this.#read(await this.#authorized(path, request), request.read);
  }

  /** Asks for a file. */
  async download(path: string, query: Request<unknown>['query'] = {}): Promise<Blob> {
    const answer = await this.#authorized(path, { query, accept: '*/*' });
    if (!answer.ok) throw await refusal(answer);
    return answer.blob();
  }

  /** Asks for a stream of events; its bytes as they come. Aborting the signal closes the connection. */
  async stream(path: string, body: unknown, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const answer = await this.#authorized(path, { method: 'POST', body, accept: 'text/event-stream', signal });
    if (!answer.ok) throw await refusal(answer);
    if (!answer.body) throw new Problem(0, 'unreachable', 'an answer without a body');
    return answer.body;
  }

  async #authorized(path: string, request: Wish): Promise<Response> {
    const used = this.#token;
    const answer = await this.#send(path, request);
    if (answer.status !== 401) return answer;
    if (used === this.#token) await this.refresh();
    return this.#send(path, request);
  }

  async #open(path: string, body: unknown): Promise<Session> {
    const answer = await this.#send(path, { method: 'POST', body });
    const opened = await this.#read(answer, session);
    this.#token = opened.accessToken;
    return opened;
  }

  /** One refresh at a time over all tabs: the cookie is used up by the first and replaced. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const locks = globalThis.navigator?.locks;
    return locks ? (locks.request('modehub.refresh', work) as Promise<T>) : work();
  }

  async #send(
    path: string,
    { method = 'GET', query = {}, body, accept = 'application/json', signal }: Wish,
  ): Promise<Response> {
    const search = new URLSearchParams();
    for (const [key, value] of Object.entries(query)) {
      if (value !== null && value !== undefined) search.set(key, String(value));
    }
    const headers: Record<string, string> = { accept: `${accept}, application/problem+json` };
    if (this.#token) headers.authorization = `Bearer ${this.#token}`;
    // A form names its own boundary.
    const isForm = body instanceof FormData;
    if (body !== undefined && !isForm) headers['content-type'] = 'application/json';
    try {
      return await this.#fetch(`/api/v1${path}${search.size > 0 ? `?${search}` : ''}`, {
        method,
        headers,
        body: isForm ? body : body === undefined ? null : JSON.stringify(body),
        credentials: 'same-origin',
        cache: 'no-store',
        // The old cookie is spent: though the page is left meanwhile, the browser has to hear of the new one.
        keepalive: path === '/auth/refresh',
        signal: signal ?? null,
      });
    } catch (error) {
      signal?.throwIfAborted();
      throw new Problem(0, 'unreachable', error instanceof Error ? error.message : 'no answer');
    }
  }

  async #read<T>(answer: Response, read?: Reader<T>): Promise<T> {
    if (!answer.ok) throw await refusal(answer);
    if (!read) return undefined as T;
    return read(await answer.json(), '');
  }
}

async function refusal(answer: Response): Promise<Problem> {
  try {
    const { code, detail, title, errors } = problem(await answer.json(), '');
    const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
    return new Problem(answer.status, code, detail ?? title, errors, Number.isNaN(seconds) ? null : seconds * 1000);
  } catch {
    return new Problem(answer.status, '', answer.statusText);
  }
}
