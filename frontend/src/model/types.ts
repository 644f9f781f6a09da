import type { Grant } from './accounts';

/** Instants are milliseconds since the epoch, levels dBFS (0 loud, -120 silence), confidence and voice 0..1. */

export interface Mode {
  readonly id: number;
  readonly name: string;
  /** `#rrggbb` */
  readonly colour: string;
  readonly order: number;
  /** `Away` and `Unknown`: always there, cannot be renamed. */
  readonly builtIn: boolean;
}

export type SourceKind = 'microphone' | 'system';

export interface AudioSource {
  readonly source: SourceKind;
  readonly name: string | null;
}

export interface AudioLevel extends AudioSource {
  readonly rmsDb: number;
  readonly peakDb: number;
  readonly voice: number | null;
  /** Some app, named by `by` where known, is recording from the source. */
  readonly inUse: boolean | null;
  readonly by: string | null;
  /** From where on it stands out from what the source sounds like while nothing happens, as the hub has learned it. */
  readonly activeFromDb: number | null;
}

/** One cause of a prediction: a code the page can translate, and the hub's own sentence for codes it does not know. */
export interface Reason {
  readonly code: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly text: string;
}

export type Author = 'model' | 'rule' | 'label' | 'hand';

/** What an agent's person is doing now; `mode` is null before any activity. */
export interface CurrentMode {
  /** Never runs backwards for one agent. */
  readonly version: number;
  readonly mode: string | null;
  readonly confidence: number | null;
  readonly since: number | null;
  readonly reasons: readonly Reason[];
  readonly by: Author | null;
}

/** A device that reports. */
export interface Agent {
  readonly agentId: string;
  readonly name: string;
  readonly platform: string;
  /** Simulated: made by the hub to show what history looks like. */
  readonly demo: boolean;
  readonly online: boolean;
  readonly lastSeen: number | null;
  readonly sensors: readonly string[];
  readonly sources: readonly AudioSource[];
}

export interface Levels {
  readonly agentId: string;
  readonly at: number;
  readonly audio: readonly AudioLevel[];
  readonly mouse: number | null;
  readonly keyboard: number | null;
  readonly app: string | null;
  readonly title: string | null;
}

/** A maximal stretch `[from, to)` of one mode on one agent. */
export interface Span {
  readonly id: string;
  readonly agentId: string | null;
  readonly from: number;
  readonly to: number;
  readonly mode: string;
  readonly source: Author;
  readonly confidence: number | null;
}

/** A span with what was in front: apps longest first, and the title shown longest. */
export interface Session extends Span {
  readonly apps: readonly { readonly app: string; readonly activeMs: number }[];
  readonly title: string | null;
}

/** Input and sound over a step of time: means of 0..10, loudest levels in dBFS. */
export interface Signal {
  readonly at: number;
  readonly mouse: number;
  readonly keyboard: number;
  readonly microphoneDb: number | null;
  readonly systemDb: number | null;
  readonly voice: number;
}

/** At least, or at most, so long in a mode, each day or week. */
export interface Goal {
  readonly id: string;
  readonly mode: string;
  readonly kind: 'atLeast' | 'atMost';
  readonly per: 'day' | 'week';
  readonly targetMs: number;
}

export interface AppSpan {
  readonly from: number;
  readonly to: number;
  readonly app: string;
}

export interface Summary {
  readonly rows: readonly { readonly key: string; readonly activeMs: number }[];
  readonly totalMs: number;
  /** All time with any span, `Away` included. */
  readonly coverageMs: number;
}

export type Role = 'viewer' | 'contributor' | 'admin';

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly string[];
  /** IANA zone in which days begin and end. */
  readonly timezone: string;
  readonly language: string | null;
  /** False: only a one-time link lets them in. */
  readonly hasPassword: boolean;
  /** A role for a time, one of `roles`. */
  readonly granted: Grant | null;
  /** 1 is Monday. */
  readonly weekStart: number;
}

export interface Pairing {
  readonly code: string;
  readonly expiresAt: number;
  /** To be typed on the other device. */
  readonly command: string;
}
