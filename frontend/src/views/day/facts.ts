import type { Hub } from '../../link/hub';
import type { Time } from '../../link/time';
import type { Filter } from '../../model/route';
import type { AppSpan, Signal, Span, Summary } from '../../model/types';

/** Where a day begins and ends, and of whom; without an agent it is the person's, over all of them. */
export interface Shown {
  readonly from: number;
  readonly to: number;
  readonly agentId: string | null;
}

export interface DayFacts extends Shown {
  /** What the first lane is called. */
  readonly name: string;
  readonly main: readonly Span[];
  /** Beneath the person's lane one for each agent, where there are several. */
  readonly agents: readonly { readonly agentId: string; readonly spans: readonly Span[] }[];
  readonly apps: readonly AppSpan[];
  readonly signals: readonly Signal[];
  readonly stepMs: number;
}

/** How long, of what the filters leave. Each passes over the filter of its own kind, so that it shows what else there is. */
export interface DaySums {
  readonly modes: Summary;
  readonly apps: Summary;
}

/** A day has at most 1,500 steps of it. */
const STEP_MS = 60_000;

export async function readDay(
  hub: Hub,
  time: Time,
  shown: Shown,
  name: string,
  agentIds: readonly string[],
): Promise<DayFacts> {
  const others = shown.agentId === null && agentIds.length > 1 ? agentIds : [];
  const [main, apps, signals, agents] = await Promise.all([
    time.spans(shown),
    hub.appSpans(shown),
    time.signals(shown, STEP_MS),
    Promise.all(others.map(async (agentId) => ({ agentId, spans: await time.spans({ ...shown, agentId }) }))),
  ]);
  return {
    ...shown,
    name,
    main,
    agents: agents.filter(({ spans }) => spans.length > 0),
    apps,
    signals: signals.items,
    stepMs: signals.stepMs,
  };
}

export async function readSums(time: Time, shown: Shown & Filter, zone: string): Promise<DaySums> {
  const [modes, apps] = await Promise.all([
    time.summary({ ...shown, mode: null }, 'mode', zone),
    time.summary({ ...shown, app: null }, 'app', zone),
  ]);
  return { modes, apps };
}
