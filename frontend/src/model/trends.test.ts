import { describe, expect, it } from 'vitest';
import { columns, compared, gridStep, standing } from './trends';
import type { Goal, Summary } from './types';

const HOUR = 3_600_000;

function summary(rows: Readonly<Record<string, number>>): Summary {
  const all = Object.entries(rows).map(([key, activeMs]) => ({ key, activeMs }));
  return { rows: all, totalMs: all.reduce((sum, { activeMs }) => sum + activeMs, 0), coverageMs: 0 };
}

describe('a comparison', () => {
  it('keeps what is no more, last', () => {
    expect(compared(summary({ Work: 5, Relax: 7 }), summary({ Work: 9, Gaming: 20 }))).toEqual([
      { key: 'Relax', ms: 7, before: 0 },
      { key: 'Work', ms: 5, before: 9 },
      { key: 'Gaming', ms: 0, before: 20 },
    ]);
  });
});

describe('columns', () => {
  it('stand for every key, in order, with the modes that have time there', () => {
    const byMode = [
      { mode: 'Work', summary: summary({ '2026-11-23': 3, '2026-11-25': 1 }) },
      { mode: 'Relax', summary: summary({ '2026-11-23': 2 }) },
    ];
    const all = columns(['2026-11-23', '2026-11-24', '2026-11-25'], byMode);
    expect(all.map(({ total }) => total)).toEqual([5, 0, 1]);
    expect(all[0]?.parts.map(({ mode }) => mode)).toEqual(['Work', 'Relax']);
  });
});

it.each([
  [50 * 60_000, 10 * 60_000],
  [9 * HOUR, 2 * HOUR],
  [160 * HOUR, 48 * HOUR],
])('a height of %i ms has lines every %i', (most, step) => {
  expect(gridStep(most)).toBe(step);
});

describe('a goal', () => {
  const goal = { id: '1', mode: 'Work', per: 'day', targetMs: 4 * HOUR } as const;
  const atLeast: Goal = { ...goal, kind: 'atLeast' };
  const atMost: Goal = { ...goal, kind: 'atMost' };

  it('"at least" is good once it is reached', () => {
    expect(standing(atLeast, 3 * HOUR)).toEqual({ share: 0.75, leftMs: HOUR, good: false });
    expect(standing(atLeast, 4 * HOUR).good).toBe(true);
  });

  it('"at most" is good until it is passed', () => {
    expect(standing(atMost, 4 * HOUR).good).toBe(true);
    expect(standing(atMost, 5 * HOUR)).toEqual({ share: 1, leftMs: -HOUR, good: false });
  });
});
