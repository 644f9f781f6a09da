import { describe, expect, it } from 'vitest';
import type { Frame } from '../live/frames';
import { type Agents, afterFrame, freshLevels, inOrder, isStale, noAgents, STALE_MS } from './agents';
import { meters } from './meters';
import type { Agent, CurrentMode } from './types';

const NOW = Date.UTC(2026, 10, 23, 13);

function agent(agentId: string, more: Partial<Agent & CurrentMode> = {}): Agent & CurrentMode {
  return {
    agentId,
    name: agentId,
    platform: 'linux',
    demo: false,
    online: true,
    lastSeen: NOW,
    sensors: [],
    sources: [],
    version: 5,
    mode: 'Work',
    confidence: 0.9,
    since: NOW - 1000,
    reasons: [],
    by: 'model',
    ...more,
  };
}

function snapshot(agents: readonly (Agent & CurrentMode)[], page = 1, last = true): Frame {
  return { type: 'snapshot', agents, page, last };
}

function mode(agentId: string, version: number, name: string | null): Frame {
  return { type: 'mode', agentId, version, mode: name, confidence: 0.8, since: NOW, reasons: [], by: 'model' };
}

function levels(agentId: string, at: number, rmsDb = -20): Frame {
  const audio = [
    {
      source: 'system' as const,
      name: null,
      rmsDb,
      peakDb: rmsDb,
      voice: 0,
      inUse: null,
      by: null,
      activeFromDb: null,
    },
  ];
  return { type: 'levels', agentId, at, audio, mouse: 0, keyboard: 0, app: 'idea', title: null };
}

function told(...frames: readonly Frame[]): Agents {
  return frames.reduce((agents, frame) => afterFrame(agents, frame, NOW), noAgents);
}

const modeOf = (agents: Agents, id: string) => agents.byId.get(id)?.mode;

describe('a snapshot', () => {
  it('replaces with its first page and completes with later ones', () => {
    const first = told(snapshot([agent('old')]), snapshot([agent('a')], 1, false));
    expect([...first.byId.keys()]).toEqual(['a']);
    expect(first.complete).toBe(false);
    const second = afterFrame(first, snapshot([agent('b')], 2, true), NOW);
    expect([...second.byId.keys()]).toEqual(['a', 'b']);
    expect(second.complete).toBe(true);
  });

  it('keeps a newer mode that overtook it', () => {
    const agents = told(snapshot([agent('a')]), mode('a', 9, 'Meeting'), snapshot([agent('a', { version: 8 })]));
    expect(modeOf(agents, 'a')).toBe('Meeting');
  });

  it('keeps the levels, so that meters do not jump', () => {
    const agents = told(snapshot([agent('a')]), levels('a', NOW), snapshot([agent('a')]));
    expect(agents.byId.get('a')?.levels?.audio).toHaveLength(1);
  });
});

describe('a mode', () => {
  it('is taken when its version is as new as the known one', () => {
    expect(modeOf(told(snapshot([agent('a')]), mode('a', 6, 'Meeting')), 'a')).toBe('Meeting');
    expect(modeOf(told(snapshot([agent('a')]), mode('a', 5, 'Relax')), 'a')).toBe('Relax');
  });

  it('is passed over when a later one is known', () => {
    expect(modeOf(told(snapshot([agent('a')]), mode('a', 6, 'Meeting'), mode('a', 4, 'Gaming')), 'a')).toBe('Meeting');
  });

  it('of an agent nobody knows changes nothing', () => {
    const before = told(snapshot([agent('a')]));
    expect(afterFrame(before, mode('b', 1, 'Work'), NOW)).toBe(before);
  });
});

describe('an agent', () => {
  it('comes without a mode and keeps the one it has', () => {
    const { version: _, mode: __, confidence, since, reasons, by, ...card } = agent('a', { name: 'Renamed' });
    const frame: Frame = { type: 'agent', removed: false, ...card };
    expect(told(frame).byId.get('a')).toMatchObject({ name: 'Renamed', mode: null });
    expect(told(snapshot([agent('a')]), frame).byId.get('a')).toMatchObject({ name: 'Renamed', mode: 'Work' });
  });

  it('goes when it was removed', () => {
    expect(told(snapshot([agent('a')]), { type: 'agent', removed: true, agentId: 'a' }).byId.size).toBe(0);
  });

  it('is stale when offline, never heard or silent for long', () => {
    const known = (more: Partial<Agent>) => {
      const found = told(snapshot([agent('a', more)])).byId.get('a');
      if (!found) throw new Error('no agent');
      return found;
    };
    expect(isStale(known({}), NOW + STALE_MS)).toBe(false);
    expect(isStale(known({}), NOW + STALE_MS + 1)).toBe(true);
    expect(isStale(known({ online: false }), NOW)).toBe(true);
    expect(isStale(known({ lastSeen: null }), NOW)).toBe(true);
  });

  it('that sends levels is alive', () => {
    const silent = told(snapshot([agent('a', { lastSeen: NOW - 2 * STALE_MS })]), levels('a', NOW));
    expect(silent.byId.get('a')?.heardAt).toBe(NOW);
  });

  it('stands before simulated and silent ones', () => {
    const agents = told(
      snapshot([agent('demo', { demo: true }), agent('b'), agent('off', { online: false }), agent('a')]),
    );
    expect(inOrder(agents, NOW).map(({ agentId }) => agentId)).toEqual(['a', 'b', 'off', 'demo']);
  });
});

describe('levels', () => {
  it('never go back in time and grow old', () => {
    const agents = told(snapshot([agent('a')]), levels('a', NOW, -20), levels('a', NOW - 500, -50));
    const found = agents.byId.get('a');
    if (!found) throw new Error('no agent');
    expect(freshLevels(found, NOW)?.audio[0]?.rmsDb).toBe(-20);
    expect(freshLevels(found, NOW + 5_000)).toBeNull();
  });

  it('make a meter for every source, heard or not', () => {
    const sources = [
      { source: 'system' as const, name: 'Speakers' },
      { source: 'microphone' as const, name: 'Headset' },
    ];
    const found = told(snapshot([agent('a', { sources })]), levels('a', NOW)).byId.get('a');
    if (!found) throw new Error('no agent');
    expect(meters(found, freshLevels(found, NOW)).map(({ source, level }) => [source, level?.rmsDb])).toEqual([
      ['microphone', undefined],
      ['system', -20],
    ]);
  });
});
