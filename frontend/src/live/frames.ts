import type { Progress, RunState } from '../model/models';
import type { Agent, CurrentMode, Levels } from '../model/types';

/** What the hub says on the live link. */
export type Frame =
  | { readonly type: 'welcome'; readonly serverTime: number }
  | {
      readonly type: 'snapshot';
      readonly agents: readonly (Agent & CurrentMode)[];
      readonly page: number;
      readonly last: boolean;
    }
  | ({ readonly type: 'mode'; readonly agentId: string } & CurrentMode)
  | ({ readonly type: 'levels' } & Levels)
  | ({ readonly type: 'agent'; readonly removed: false } & Agent)
  | { readonly type: 'agent'; readonly removed: true; readonly agentId: string }
  | { readonly type: 'span'; readonly agentId: string | null; readonly from: number; readonly to: number }
  | {
      readonly type: 'training';
      readonly runId: string;
      readonly state: RunState;
      readonly progress: Progress | null;
    }
  /** Which models there are, or which judges, has changed: ask again. */
  | { readonly type: 'models' }
  /** The person's modes or goals are others now: ask again. */
  | { readonly type: 'changed'; readonly what: string }
  | { readonly type: 'expiring'; readonly inMs: number }
  | { readonly type: 'error'; readonly code: string; readonly message: string; readonly retryable: boolean };

/** A frame that could not be read; it is passed over and the link stays open. */
export interface Fault {
  readonly type: 'fault';
  readonly path: string;
  readonly problem: string;
}
