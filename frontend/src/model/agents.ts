import type { Frame } from '../live/frames';
import type { Agent, CurrentMode, Levels } from './types';

/** An agent is stale when it has been silent for so long. */
export const STALE_MS = 90_000;

export interface AgentNow extends Agent, CurrentMode {
  /** The newest levels and when they came, by the hub's clock; null until some came. */
  readonly levels: (Levels & { readonly receivedAt: number }) | null;
  /** The last sign of life, by the hub's clock; null if there was none. */
  readonly heardAt: number | null;
}

export interface Agents {
  readonly byId: ReadonlyMap<string, AgentNow>;
  /** A whole snapshot has come: an empty list means there is no agent. */
  readonly complete: boolean;
}

export const noAgents: Agents = { byId: new Map(), complete: false };

/** What is known after a frame that came `now`, by the hub's clock; one about something else changes nothing. */
export function afterFrame(agents: Agents, frame: Frame, now: number): Agents {
  switch (frame.type) {
    case 'snapshot': {
      const byId = new Map(frame.page === 1 ? [] : agents.byId);
      for (const agent of frame.agents) byId.set(agent.agentId, fromSnapshot(agents.byId.get(agent.agentId), agent));
      return { byId, complete: frame.last };
    }
    case 'mode': {
      const known = agents.byId.get(frame.agentId);
      if (!known || frame.version < known.version) return agents;
      return withAgent(agents, { ...known, ...modeOf(frame) });
    }
    case 'levels': {
      const known = agents.byId.get(frame.agentId);
      if (!known || (known.levels && frame.at < known.levels.at)) return agents;
      const { type: _, ...levels } = frame;
      return withAgent(agents, {
        ...known,
        levels: { ...levels, receivedAt: now },
        heardAt: later(known.heardAt, now),
      });
    }
    case 'agent': {
      if (frame.removed) {
        const byId = new Map(agents.byId);
        byId.delete(frame.agentId);
        return { ...agents, byId };
      }
      const { type: _, removed: __, ...agent } = frame;
      const known = agents.byId.get(agent.agentId) ?? newcomer;
      return withAgent(agents, { ...known, ...agent, heardAt: later(known.heardAt, agent.lastSeen) });
    }
    default:
      return agents;
  }
}

/** Real devices before simulated ones, reporting before silent, then by name. */
export function inOrder(agents: Agents, now: number): readonly AgentNow[] {
  return [...agents.byId.values()].sort(
    (a, b) =>
      Number(a.demo) - Number(b.demo) ||
      Number(isStale(a, now)) - Number(isStale(b, now)) ||
      a.name.localeCompare(b.name) ||
      a.agentId.localeCompare(b.agentId),
  );
}

/** Levels older than this say nothing about now. */
const FRESH_MS = 5_000;

/** The levels that hold now, if any. */
export function freshLevels(agent: AgentNow, now: number): Levels | null {
  return agent.levels && now - agent.levels.receivedAt < FRESH_MS ? agent.levels : null;
}

export function isStale(agent: AgentNow, now: number): boolean {
  return !agent.online || agent.heardAt === null || now - agent.heardAt > STALE_MS;
}

const newcomer: CurrentMode & Pick<AgentNow, 'levels' | 'heardAt'> = {
  version: 0,
  mode: null,
  confidence: null,
  since: null,
  reasons: [],
  by: null,
  levels: null,
  heardAt: null,
};

function fromSnapshot(known: AgentNow | undefined, agent: Agent & CurrentMode): AgentNow {
  return {
    ...agent,
    ...(known && known.version > agent.version ? modeOf(known) : {}),
    levels: known?.levels ?? null,
    heardAt: later(known?.heardAt ?? null, agent.lastSeen),
  };
}

function modeOf({ version, mode, confidence, since, reasons, by }: CurrentMode): CurrentMode {
  return { version, mode, confidence, since, reasons, by };
}

function withAgent(agents: Agents, agent: AgentNow): Agents {
  return { ...agents, byId: new Map(agents.byId).set(agent.agentId, agent) };
}

function later(a: number | null, b: number | null): number | null {
  return a === null || (b !== null && b > a) ? b : a;
}
