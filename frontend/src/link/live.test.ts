import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Frame } from '../live/frames';
import { backoffMs } from './backoff';
import { type LinkState, LiveLink } from './live';

class FakeSocket {
  readyState = 0;
  readonly sent: Record<string, unknown>[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.readyState = 3;
  }

  accept(): void {
    this.readyState = 1;
    this.onopen?.();
    this.say({ type: 'welcome', serverTime: '2026-11-23T13:00:00Z' });
  }

  say(frame: unknown): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  end(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

function setUp(refresh: () => Promise<unknown> = async () => undefined) {
  const sockets: FakeSocket[] = [];
  const protocols: string[] = [];
  const credentials = { token: 'first' as string | null, refresh: vi.fn(refresh) };
  const link = new LiveLink(credentials, (protocol) => {
    protocols.push(protocol);
    sockets.push(new FakeSocket());
    return sockets.at(-1) as unknown as WebSocket;
  });
  let state: LinkState = { phase: 'closed' };
  const frames: Frame[] = [];
  link.onState((now) => {
    state = now;
  });
  link.onFrame((frame) => frames.push(frame));
  const socket = (): FakeSocket => {
    const last = sockets.at(-1);
    if (!last) throw new Error('no socket');
    return last;
  };
  return { link, sockets, socket, protocols, credentials, frames, state: () => state };
}

/** Lets promises that are already settled run on. */
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('back-off', () => {
  it('spreads over all of a ceiling that doubles from 0.5 to 20 s', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 60].map((attempt) => backoffMs(attempt, () => 1))).toEqual([
      500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000,
    ]);
    expect(backoffMs(6, () => 0)).toBe(0);
    expect(backoffMs(6, () => 0.25)).toBe(5000);
  });
});

describe('the live link', () => {
  it('says who it is first and is live once welcomed', async () => {
    const { link, socket, protocols, state } = setUp();
    link.start();
    await settle();
    expect(state().phase).toBe('connecting');
    socket().accept();
    expect(protocols).toEqual(['modehub.live.v1']);
    expect(socket().sent[0]).toEqual({ type: 'auth', token: 'first' });
    expect(state().phase).toBe('live');
  });

  it('comes back after a loss, later each time', async () => {
    const { link, sockets, socket, state } = setUp();
    link.start();
    await settle();
    socket().accept();
    socket().end(1006);
    expect(state()).toMatchObject({ phase: 'waiting', code: 1006 });
    await vi.advanceTimersByTimeAsync(250);
    expect(sockets).toHaveLength(2);
    socket().end(1006);
    await vi.advanceTimersByTimeAsync(499);
    expect(sockets).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(sockets).toHaveLength(3);
  });

  it('begins the back-off anew after a link that held', async () => {
    const { link, sockets, socket } = setUp();
    link.start();
    await settle();
    socket().end(1006);
    await vi.advanceTimersByTimeAsync(250);
    socket().accept();
    await vi.advanceTimersByTimeAsync(11_000);
    socket().end(1012);
    await vi.advanceTimersByTimeAsync(250);
    expect(sockets).toHaveLength(3);
  });

  it('stays away for ten minutes when refused', async () => {
    const { link, sockets, socket } = setUp();
    link.start();
    await settle();
    socket().end(4504);
    await vi.advanceTimersByTimeAsync(599_999);
    expect(sockets).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(sockets).toHaveLength(2);
  });

  it('comes back at once when the person asks', async () => {
    const { link, sockets, socket } = setUp();
    link.start();
    await settle();
    socket().end(4504);
    link.retryNow();
    await settle();
    expect(sockets).toHaveLength(2);
  });

  it('gets a new token when the old one has expired or is refused', async () => {
    for (const code of [4005, 4500]) {
      const { link, sockets, socket, credentials } = setUp();
      link.start();
      await settle();
      socket().end(code);
      await vi.advanceTimersByTimeAsync(250);
      expect(credentials.refresh).toHaveBeenCalledOnce();
      expect(sockets).toHaveLength(2);
      link.stop();
    }
  });

  it('does not refresh again and again a token that stays refused', async () => {
    const { link, socket, credentials, state } = setUp();
    link.start();
    await settle();
    socket().end(4500);
    await vi.advanceTimersByTimeAsync(250);
    socket().end(4500);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(credentials.refresh).toHaveBeenCalledOnce();
    expect(state()).toMatchObject({ phase: 'waiting', code: 4500 });
  });

  it('keeps trying while the hub that should refresh is away', async () => {
    const { link, sockets, socket, state } = setUp(async () => {
      throw new Error('no answer');
    });
    link.start();
    await settle();
    socket().end(4005);
    await settle();
    expect(state().phase).toBe('waiting');
    await vi.advanceTimersByTimeAsync(250);
    expect(sockets).toHaveLength(2);
  });

  it('authenticates again before its token ends', async () => {
    const { link, socket, credentials } = setUp(async () => {
      credentials.token = 'second';
    });
    link.start();
    await settle();
    socket().accept();
    socket().say({ type: 'expiring', inMs: 60_000 });
    await settle();
    expect(socket().sent.at(-1)).toEqual({ type: 'auth', token: 'second' });
  });

  it('asks for levels again and again while someone watches', async () => {
    const { link, socket } = setUp();
    const watches = () => socket().sent.filter(({ type }) => type === 'watch').length;
    link.start();
    await settle();
    const end = link.watch('a');
    const endOther = link.watch('a');
    socket().accept();
    expect(watches()).toBe(1);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(watches()).toBe(2);
    socket().say({ type: 'snapshot', agents: [], page: 1, last: true });
    end();
    end();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(watches()).toBe(3);
    socket().say({ type: 'snapshot', agents: [], page: 1, last: true });
    endOther();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(watches()).toBe(3);
  });

  it('drops a link that has gone quiet and answers no question', async () => {
    const { link, sockets, socket } = setUp();
    link.start();
    await settle();
    socket().accept();
    await vi.advanceTimersByTimeAsync(45_000);
    expect(socket().sent.at(-1)).toEqual({ type: 'resync' });
    await vi.advanceTimersByTimeAsync(11_000);
    expect(sockets).toHaveLength(2);
  });

  it('passes over frames it cannot read', async () => {
    const { link, socket, frames, state } = setUp();
    link.start();
    await settle();
    socket().accept();
    socket().say({ type: 'horoscope' });
    socket().onmessage?.({ data: '{' });
    socket().onmessage?.({ data: new ArrayBuffer(2) });
    expect(frames.map(({ type }) => type)).toEqual(['welcome']);
    expect(state().phase).toBe('live');
  });

  it('is still once stopped', async () => {
    const { link, sockets, socket, state } = setUp();
    link.start();
    await settle();
    socket().accept();
    link.stop();
    await vi.advanceTimersByTimeAsync(700_000);
    expect(sockets).toHaveLength(1);
    expect(state().phase).toBe('closed');
  });
});
