import { describe, expect, it } from 'vitest';
import type { AgentNow } from './agents';
import { agentNotices, goalNotices } from './notices';
import type { Goal } from './types';

const HOUR = 3_600_000;
const agent = {
  agentId: 'a',
  name: 'Desk',
  demo: false,
  online: true,
  mode: 'Work',
  by: 'model',
  version: 3,
  heardAt: 1,
} as unknown as AgentNow;

describe('what is told of an agent', () => {
  it('is that it falls silent, and that its mode changes', () => {
    expect(agentNotices(agent, { ...agent, online: false })).toMatchObject([{ kind: 'silent', about: 'Desk' }]);
    expect(agentNotices(agent, { ...agent, mode: 'Relax', version: 4 })).toMatchObject([
      { kind: 'mode', about: 'Relax' },
    ]);
  });

  it('is nothing the person did, nothing new, and nothing made up', () => {
    expect(agentNotices(agent, { ...agent, mode: 'Relax', by: 'hand' })).toEqual([]);
    expect(agentNotices(undefined, agent)).toEqual([]);
    expect(agentNotices(agent, { ...agent, online: false, demo: true })).toEqual([]);
  });
});

it('goals are told when reached or passed', () => {
  const goals: Goal[] = [
    { id: '1', mode: 'Work', kind: 'atLeast', per: 'day', targetMs: 4 * HOUR },
    { id: '2', mode: 'Meeting', kind: 'atMost', per: 'day', targetMs: 2 * HOUR },
  ];
  expect(goalNotices(goals, () => 3 * HOUR, '2026-11-26')).toEqual([
    { key: 'goal/2/2026-11-26', kind: 'goals', about: '2', passed: true },
  ]);
  expect(goalNotices(goals, () => 5 * HOUR, '2026-11-26')).toHaveLength(2);
  expect(goalNotices(goals, () => HOUR, '2026-11-26')).toEqual([]);
});
