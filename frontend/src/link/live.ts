import { decode } from '../live/decode';
import type { Fault, Frame } from '../live/frames';
import { backoffMs } from './backoff';

const SUBPROTOCOL = 'modehub.live.v1';
/** The hub shows levels for 60 s after a `watch`. */
const WATCH_EVERY_MS = 30_000;
/** A link this quiet is asked for a snapshot, and dropped when none comes. */
const QUIET_MS = 45_000;
const ANSWER_MS = 10_000;
/** A link that held this long starts the next back-off from the beginning. */
const SETTLED_MS = 10_000;
/** Close codes from 4500 on ask not to come back sooner. */
const REFUSED_MS = 600_000;
const TOKEN_EXPIRED = 4005;
const TOKEN_REFUSED = 4500;

export type LinkState =
  | { readonly phase: 'closed' }
  | { readonly phase: 'connecting' }
  | { readonly phase: 'live' }
  | { readonly phase: 'waiting'; readonly retryAt: number; readonly code: number };

export interface Credentials {
  readonly token: string | null;
  /** Rejects when the person has to sign in again or the hub is out of reach. */
  refresh(): Promise<unknown>;
}

type Timer = ReturnType<typeof setTimeout>;

/**
 * One live link to the hub, kept up: it comes back after every loss, authenticates again before its token ends, and
 * renews the wish for levels. What arrives is handed on decoded; everything it shows is stale unless `phase` is `live`.
 */
export class LiveLink {
  readonly #credentials: Credentials;
  readonly #open: (protocol: string) => WebSocket;
  readonly #frames = new Set<(frame: Frame) => void>();
  readonly #states = new Set<(state: LinkState) => void>();
  readonly #watched = new Map<string, number>();
  #socket: WebSocket | null = null;
  #state: LinkState = { phase: 'closed' };
  #attempt = 0;
  #openedAt = 0;
  #retry: Timer | undefined;
  #quiet: Timer | undefined;
  #watching: Timer | undefined;

  constructor(credentials: Credentials, open: (protocol: string) => WebSocket = openSocket) {
    this.#credentials = credentials;
    this.#open = open;
  }

  onFrame(listener: (frame: Frame) => void): () => void {
    this.#frames.add(listener);
    return () => this.#frames.delete(listener);
  }

  onState(listener: (state: LinkState) => void): () => void {
    this.#states.add(listener);
    listener(this.#state);
    return () => this.#states.delete(listener);
  }

  start(): void {
    if (this.#state.phase !== 'closed') return;
    this.#attempt = 0;
    this.#watching = setInterval(() => this.#renewWatches(), WATCH_EVERY_MS);
    void this.#connect();
  }

  stop(): void {
    clearInterval(this.#watching);
    this.#drop();
    this.#become({ phase: 'closed' });
  }

  /** Comes back at once where a retry is pending: the person asked, or the network is there again. */
  retryNow(): void {
    if (this.#state.phase === 'waiting') void this.#connect();
  }

  /** Asks for an agent's levels until the returned function is called. */
  watch(agentId: string): () => void {
    const watchers = this.#watched.get(agentId) ?? 0;
    this.#watched.set(agentId, watchers + 1);
    if (watchers === 0) this.#send({ type: 'watch', agentId });
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      const left = (this.#watched.get(agentId) ?? 1) - 1;
      if (left > 0) this.#watched.set(agentId, left);
      else this.#watched.delete(agentId);
    };
  }

  resync(): void {
    this.#send({ type: 'resync' });
  }

  async #connect(): Promise<void> {
    this.#drop();
    this.#become({ phase: 'connecting' });
    if (this.#credentials.token === null && !(await this.#refreshed())) return;
    if (this.#state.phase !== 'connecting' || this.#socket) return;
    const socket = this.#open(SUBPROTOCOL);
    this.#socket = socket;
    socket.onopen = () => this.#authenticate();
    socket.onmessage = ({ data }) => this.#receive(data);
    socket.onclose = ({ code }) => void this.#lost(code);
    this.#listenForQuiet();
  }

  #authenticate(): void {
    this.#send({ type: 'auth', token: this.#credentials.token });
  }

  #receive(data: unknown): void {
    this.#listenForQuiet();
    const frame = read(data);
    if (frame.type === 'fault') {
      console.warn(`live link: passed over a frame, ${frame.problem}`);
      return;
    }
    if (frame.type === 'welcome' && this.#state.phase === 'connecting') {
      this.#openedAt = Date.now();
      this.#become({ phase: 'live' });
      this.#renewWatches();
    }
    if (frame.type === 'expiring') void this.#renewToken();
    for (const listener of this.#frames) listener(frame);
  }

  /** A failure is no matter yet: the hub will close with 4005 and the next connection refreshes again. */
  async #renewToken(): Promise<void> {
    const socket = this.#socket;
    await this.#credentials.refresh().catch(() => undefined);
    if (socket === this.#socket) this.#authenticate();
  }

  async #lost(code: number): Promise<void> {
    this.#drop();
    if (this.#openedAt > 0 && Date.now() - this.#openedAt > SETTLED_MS) this.#attempt = 0;
    this.#openedAt = 0;
    if (code === TOKEN_EXPIRED || (code === TOKEN_REFUSED && this.#attempt === 0)) {
      this.#become({ phase: 'connecting' });
      if (!(await this.#refreshed()) || this.#state.phase !== 'connecting') return;
      this.#wait(backoffMs(this.#attempt++), code);
    } else {
      this.#wait(code >= 4500 && code <= 4999 ? REFUSED_MS : backoffMs(this.#attempt++), code);
    }
  }

  /** Whether there is a fresh token; if not, the next try is set. */
  async #refreshed(): Promise<boolean> {
    try {
      await this.#credentials.refresh();
      return true;
    } catch {
      if (this.#state.phase === 'connecting') this.#wait(backoffMs(this.#attempt++), 0);
      return false;
    }
  }

  #wait(delayMs: number, code: number): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.#connect(), delayMs);
    this.#become({ phase: 'waiting', retryAt: Date.now() + delayMs, code });
  }

  #listenForQuiet(): void {
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => {
      this.resync();
      this.#quiet = setTimeout(() => void this.#lost(0), ANSWER_MS);
    }, QUIET_MS);
  }

  #renewWatches(): void {
    for (const agentId of this.#watched.keys()) this.#send({ type: 'watch', agentId });
  }

  #send(frame: object): void {
    if (this.#socket?.readyState === 1) this.#socket.send(JSON.stringify(frame));
  }

  #drop(): void {
    clearTimeout(this.#retry);
    clearTimeout(this.#quiet);
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  #become(state: LinkState): void {
    this.#state = state;
    for (const listener of this.#states) listener(state);
  }
}

function read(data: unknown): Frame | Fault {
  if (typeof data !== 'string') return { type: 'fault', path: '', problem: 'not a text frame' };
  try {
    return decode(JSON.parse(data));
  } catch (error) {
    if (error instanceof SyntaxError) return { type: 'fault', path: '', problem: 'not JSON' };
    throw error;
  }
}

function openSocket(protocol: string): WebSocket {
  const url = new URL('/ws/live', location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return new WebSocket(url, protocol);
}
