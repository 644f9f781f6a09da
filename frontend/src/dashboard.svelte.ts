import { problemText } from './format/problem';
import { isZone } from './format/zone';
import { Api, type Session } from './link/api';
import { Hub } from './link/hub';
import { type LinkState, LiveLink } from './link/live';
import { type Said, Time } from './link/time';
import type { Frame } from './live/frames';
import { chooseLanguage, type Language, m, preferLanguage } from './messages/index.svelte';
import { type AgentNow, afterFrame, inOrder, noAgents } from './model/agents';
import type { Mode, Person } from './model/types';
import { browserNow } from './ui/clock.svelte';
import { Notices } from './ui/notices.svelte';
import { Toasts } from './ui/toasts.svelte';

/** An agent this close to stale may only have been quiet on this link: a snapshot tells. */
const DOUBT_MS = 60_000;
const RESYNC_EVERY_MS = 30_000;

/**
 * What the page knows and can do: the composition root. Built once, handed to the views; nothing else keeps state that
 * outlives a view.
 */
export class Dashboard {
  phase = $state<'starting' | 'unreachable' | 'signed-out' | 'signed-in'>('starting');
  person = $state.raw<Person | null>(null);
  modes = $state.raw<readonly Mode[]>([]);
  agents = $state.raw(noAgents);
  /** Since when nothing that devices send is kept; null: it is kept. */
  pausedSince = $state<number | null>(null);
  linkState = $state.raw<LinkState>({ phase: 'closed' });
  /** Counts the corrections made here, so that views read again what they show. */
  corrections = $state(0);

  readonly toasts = new Toasts();
  readonly notices = new Notices();
  readonly link: LiveLink;
  readonly hub: Hub;
  readonly time: Time;
  /** For views that are loaded when they are first looked at, and bring their own calls. */
  readonly api: Api;
  /** The hub's clock minus this computer's, in ms. */
  #clockOffset = $state(0);
  #resyncedAt = 0;

  constructor() {
    const api = new Api(() => this.#leave());
    this.api = api;
    this.hub = new Hub(api);
    this.time = new Time(api);
    this.link = new LiveLink({
      get token() {
        return api.token;
      },
      refresh: () => api.refresh(),
    });
    this.link.onState((state) => {
      this.linkState = state;
    });
    this.link.onFrame((frame) => this.#take(frame));
    addEventListener('online', () => this.link.retryNow());
  }

  /** The time by the hub's clock, moving on once a second. */
  get now(): number {
    return browserNow() + this.#clockOffset;
  }

  readonly sorted: readonly AgentNow[] = $derived.by(() => inOrder(this.agents, this.now));

  /** The weekday a person's weeks begin with; 1 is Monday. */
  get weekStart(): number {
    return this.person?.weekStart ?? 1;
  }

  /** The zone in which the person's days begin and end. */
  get zone(): string {
    const zone = this.person?.timezone;
    return zone && isZone(zone) ? zone : Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  /** Viewers look; contributors and administrators also correct and pair. */
  get mayWrite(): boolean {
    return this.person?.roles.some((role) => role === 'contributor' || role === 'admin') ?? false;
  }

  /** Whether the person manages people, for good or for a time. */
  get isAdmin(): boolean {
    return this.person?.roles.includes('admin') ?? false;
  }

  modeOf(name: string): Mode | undefined {
    return this.modes.find((mode) => mode.name === name);
  }

  colourOf(mode: string | null): string {
    return (mode !== null && this.modeOf(mode)?.colour) || 'var(--no-mode)';
  }

  /** The modes a person can say: all but `Unknown`, nine at most, one a number key. */
  get choices(): readonly Mode[] {
    return this.modes.filter(({ name, builtIn }) => !(builtIn && name === 'Unknown')).slice(0, 9);
  }

  /** Continues the session this browser still has, if any. */
  async resume(): Promise<void> {
    this.phase = 'starting';
    try {
      await this.#enter(await this.api.refresh());
    } catch {
      // A refusal has signed out already; anything else is a hub that does not answer.
      if (this.phase === 'starting') this.phase = 'unreachable';
    }
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.#enter(await this.api.signIn(email, password));
  }

  async redeem(token: string): Promise<void> {
    await this.#enter(await this.api.redeem(token));
  }

  async signOut(): Promise<void> {
    await this.api.signOut().catch((error) => this.complain(error));
  }

  /** The page changes at once, what the hub writes from its next sentence on. */
  async speak(language: Language): Promise<void> {
    chooseLanguage(language);
    await this.update({ language });
  }

  /** Changes the person's profile; a refusal is shown and the answer false. */
  update(profile: Parameters<Hub['update']>[0]): Promise<boolean> {
    return this.#try(async () => {
      this.person = await this.hub.update(profile);
    });
  }

  async readModes(): Promise<void> {
    this.modes = await this.hub.modes();
  }

  /** Says what the open span of an agent really is. */
  async correctNow(agentId: string, mode: string): Promise<void> {
    await this.#try(async () => {
      const span = await this.hub.lastSpan(agentId);
      if (span) await this.#correct(span.id, mode);
      else this.toasts.complain(m().live.nothingToCorrect);
    });
  }

  /** Sets an agent's mode from now on, until an instant or for good; null is automatic again. */
  async setByHand(agentId: string, mode: string | null, until: number | null): Promise<boolean> {
    return this.#try(async () => {
      await this.hub.setMode(agentId, mode, until);
      this.corrections++;
      const back = { label: m().live.undo, run: () => void this.setByHand(agentId, null, null) };
      if (mode === null) this.toasts.say(m().live.automaticDone);
      else this.toasts.say(m().live.set(mode), back);
    });
  }

  async correct(spanId: string, mode: string): Promise<void> {
    await this.#try(() => this.#correct(spanId, mode));
  }

  /** Says what stretches really were, with a way back. */
  async say(words: readonly Said[], done: string): Promise<boolean> {
    return this.#try(async () => {
      const undo = await this.time.say(words);
      this.corrections++;
      this.toasts.say(done, { label: m().live.undo, run: () => void this.#takeBack(undo) });
    });
  }

  /** Does something with the hub; a refusal is shown to the person, and the answer is false. */
  attempt(work: () => Promise<void>): Promise<boolean> {
    return this.#try(work);
  }

  /** Has the hub keep nothing of what devices send, or keep it again. */
  async pause(paused: boolean): Promise<void> {
    await this.#try(async () => {
      this.pausedSince = await this.hub.pause(paused);
    });
  }

  async removeAgent(agent: AgentNow): Promise<void> {
    await this.#try(async () => {
      await this.hub.removeAgent(agent.agentId);
      this.#take({ type: 'agent', removed: true, agentId: agent.agentId });
      this.toasts.say(m().live.removed(agent.name));
    });
  }

  complain(error: unknown): void {
    this.toasts.complain(problemText(error, m()));
  }

  async #correct(spanId: string, mode: string): Promise<void> {
    const labelId = await this.hub.correct(spanId, mode);
    this.corrections++;
    this.toasts.say(m().live.corrected(mode), { label: m().live.undo, run: () => void this.#undo(labelId) });
  }

  #undo(labelId: string): Promise<void> {
    return this.#takeBack(() => this.hub.undo(labelId));
  }

  async #takeBack(undo: () => Promise<void>): Promise<void> {
    await this.#try(async () => {
      await undo();
      this.corrections++;
      this.toasts.say(m().live.undone);
    });
  }

  async #try(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (this.phase === 'signed-in') this.complain(error);
      return false;
    }
  }

  async #enter(_session: Session): Promise<void> {
    const [person, modes] = await Promise.all([this.hub.me(), this.hub.modes()]);
    this.person = person;
    this.modes = modes;
    preferLanguage(person.language);
    this.phase = 'signed-in';
    void this.#try(() => this.#readPause());
    this.link.start();
  }

  /** Asks again who the person is and what they may do. */
  async renew(): Promise<void> {
    try {
      await this.api.refresh();
      this.person = await this.hub.me();
    } catch {
      // Whoever is signed out knows by now; anything else the next call says.
    }
  }

  async #readPause(): Promise<void> {
    this.pausedSince = await this.hub.pausedSince();
  }

  #leave(): void {
    this.link.stop();
    this.person = null;
    this.agents = noAgents;
    this.phase = 'signed-out';
  }

  #take(frame: Frame): void {
    if (frame.type === 'account') void this.renew();
    if (frame.type === 'changed' && frame.what === 'collection') void this.#try(() => this.#readPause());
    if (frame.type === 'changed' && frame.what === 'modes') void this.#try(() => this.readModes());
    if (frame.type === 'welcome') this.#clockOffset = frame.serverTime - Date.now();
    const now = Date.now() + this.#clockOffset;
    this.agents = afterFrame(this.agents, frame, now);
    const unknown = (frame.type === 'mode' || frame.type === 'levels') && !this.agents.byId.has(frame.agentId);
    if (unknown) this.#resync(now);
  }

  /** To be called now and then: an agent that seems to fall silent is asked about before it is called stale. */
  checkSilence(): void {
    const doubtful = [...this.agents.byId.values()].some(
      ({ online, heardAt }) => online && heardAt !== null && this.now - heardAt > DOUBT_MS,
    );
    if (doubtful) this.#resync(this.now);
  }

  #resync(now: number): void {
    if (now - this.#resyncedAt < RESYNC_EVERY_MS) return;
    this.#resyncedAt = now;
    this.link.resync();
  }
}
