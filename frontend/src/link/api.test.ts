import { describe, expect, it, vi } from 'vitest';
import { record, text } from '../live/parse';
import { Api, Problem } from './api';

interface Asked {
  readonly path: string;
  readonly token: string | null;
}

/** A hub that accepts one access token and hands out the next one on refresh. */
function hub({ valid = 'new', refreshStatus = 200 } = {}) {
  const asked: Asked[] = [];
  const fetcher = vi.fn(async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const path = String(input);
    const token = new Headers(init?.headers).get('authorization')?.replace('Bearer ', '') ?? null;
    asked.push({ path, token });
    if (path.endsWith('/auth/login')) return session('old');
    if (path.endsWith('/auth/refresh'))
      return refreshStatus === 200 ? session('new') : problem(refreshStatus, 'no_session');
    if (path.endsWith('/busy')) return problem(429, 'chat_budget_spent', 'spent', { 'retry-after': '90' });
    if (path.endsWith('/broken')) return problem(422, 'too_few_rows', 'not enough rows');
    return token === valid ? Response.json({ name: 'Ada' }) : problem(401, 'unauthorized');
  });
  return { asked, fetcher, count: (path: string) => asked.filter((each) => each.path.endsWith(path)).length };
}

function session(accessToken: string): Response {
  const user = { id: 1, email: 'ada@example.org', name: 'Ada', roles: ['admin'] };
  return Response.json({ accessToken, expiresAt: '2026-11-23T14:00:00Z', user });
}

function problem(status: number, code: string, detail = '', more: Record<string, string> = {}): Response {
  const body = { type: 'about:blank', title: 'no', status, detail, code, errors: [{ path: 'rows', message: 'few' }] };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', ...more },
  });
}

const name = record({ name: text });

describe('the HTTP door', () => {
  it('refreshes once for all calls that were refused, and tries them again', async () => {
    const { fetcher, count, asked } = hub();
    const api = new Api(() => undefined, fetcher);
    await api.signIn('ada@example.org', 'secret');
    const answers = await Promise.all([1, 2, 3].map(() => api.call('/me', { read: name })));
    expect(answers).toEqual([{ name: 'Ada' }, { name: 'Ada' }, { name: 'Ada' }]);
    expect(count('/auth/refresh')).toBe(1);
    expect(asked.filter(({ path, token }) => path.endsWith('/me') && token === 'new')).toHaveLength(3);
  });

  it('signs out when the refresh is refused', async () => {
    const { fetcher } = hub({ refreshStatus: 401 });
    const signedOut = vi.fn();
    const api = new Api(signedOut, fetcher);
    await api.signIn('ada@example.org', 'secret');
    await expect(api.call('/me')).rejects.toMatchObject({ status: 401 });
    expect(signedOut).toHaveBeenCalledOnce();
    expect(api.token).toBeNull();
  });

  it('stays signed in when the hub only cannot be reached', async () => {
    const { fetcher } = hub({ refreshStatus: 503 });
    const signedOut = vi.fn();
    const api = new Api(signedOut, fetcher);
    await api.signIn('ada@example.org', 'secret');
    await expect(api.call('/me')).rejects.toMatchObject({ unreachable: true });
    expect(signedOut).not.toHaveBeenCalled();
  });

  it('gives up after one more try', async () => {
    const { fetcher, count } = hub({ valid: 'neither' });
    const api = new Api(() => undefined, fetcher);
    await api.signIn('ada@example.org', 'secret');
    await expect(api.call('/me')).rejects.toMatchObject({ status: 401 });
    expect(count('/me')).toBe(2);
  });

  it('hands on what the hub says is wrong', async () => {
    const { fetcher } = hub();
    const api = new Api(() => undefined, fetcher);
    const refusal = api.call('/broken');
    await expect(refusal).rejects.toBeInstanceOf(Problem);
    await expect(refusal).rejects.toMatchObject({
      status: 422,
      code: 'too_few_rows',
      message: 'not enough rows',
      errors: [{ path: 'rows', message: 'few' }],
    });
  });

  it('leaves a form as it is, and its type to the browser', async () => {
    const sent: (RequestInit | undefined)[] = [];
    const api = new Api(
      () => undefined,
      async (_input, init) => {
        sent.push(init);
        return Response.json({});
      },
    );
    const form = new FormData();
    await api.call('/models', { method: 'POST', body: form });
    expect(sent[0]?.body).toBe(form);
    expect(new Headers(sent[0]?.headers).has('content-type')).toBe(false);
  });

  it('says so when nobody answers', async () => {
    const api = new Api(
      () => undefined,
      async () => {
        throw new TypeError('fetch failed');
      },
    );
    await expect(api.call('/me')).rejects.toMatchObject({ status: 0, unreachable: true });
  });

  it('refreshes before it hands out a stream, and says when to come back', async () => {
    const { fetcher, count } = hub();
    const api = new Api(() => undefined, fetcher);
    await api.signIn('ada@example.org', 'secret');
    const { signal } = new AbortController();
    const bytes = await api.stream('/chat', { question: 'how long?' }, signal);
    expect(await new Response(bytes).json()).toEqual({ name: 'Ada' });
    expect(count('/auth/refresh')).toBe(1);
    await expect(api.stream('/busy', {}, signal)).rejects.toMatchObject({ status: 429, retryAfterMs: 90_000 });
  });

  it('is silent about a stream that was given up', async () => {
    const api = new Api(
      () => undefined,
      async (_input, init) => {
        init?.signal?.throwIfAborted();
        throw new TypeError('fetch failed');
      },
    );
    await expect(api.stream('/chat', {}, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('refuses an answer of another shape', async () => {
    const { fetcher } = hub({ valid: 'old' });
    const api = new Api(() => undefined, fetcher);
    await api.signIn('ada@example.org', 'secret');
    await expect(api.call('/me', { read: record({ mail: text }) })).rejects.toThrow('mail: expected a string');
  });
});
