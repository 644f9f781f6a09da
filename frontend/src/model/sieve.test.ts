import { expect, it } from 'vitest';
import { gaps, sieve } from './sieve';
import type { Span } from './types';

const none = { agentId: null };
const main = [span(0, 10, 'Work'), span(10, 20, 'Meeting'), span(20, 30, 'Work')];
const apps = [
  { from: 0, to: 12, app: 'idea' },
  { from: 5, to: 8, app: 'idea' },
  { from: 12, to: 22, app: 'zoom' },
];

it('keeps all without a filter', () => {
  const { keepsSpan, keepsApp, keepsTime } = sieve(none, { main, apps }, null);
  expect([main.every(keepsSpan), apps.every(keepsApp), main.every(keepsTime)]).toEqual([true, true, true]);
});

it('keeps stretches of a mode, and the apps in front meanwhile', () => {
  const { keepsSpan, keepsApp } = sieve({ ...none, mode: 'Meeting' }, { main, apps }, null);
  expect(main.map(keepsSpan)).toEqual([false, true, false]);
  expect(apps.map(keepsApp)).toEqual([true, false, true]);
});

it('keeps an app, and the stretches that it was in front of', () => {
  const { keepsSpan, keepsApp } = sieve({ ...none, app: 'idea' }, { main, apps }, null);
  expect(main.map(keepsSpan)).toEqual([true, true, false]);
  expect(apps.map(keepsApp)).toEqual([true, true, false]);
});

it('keeps what reaches into its hours; an hour that this day has not keeps nothing', () => {
  const { keepsTime } = sieve(none, { main, apps }, [{ from: 12, to: 20 }]);
  expect(main.map(keepsTime)).toEqual([false, true, false]);
  expect(main.map(sieve(none, { main, apps }, []).keepsTime)).toEqual([false, false, false]);
});

it('knows what lies between', () => {
  const hours = [
    { from: 2, to: 4 },
    { from: 8, to: 12 },
  ];
  expect(gaps({ from: 0, to: 10 }, hours)).toEqual([
    { from: 0, to: 2 },
    { from: 4, to: 8 },
  ]);
  expect(gaps({ from: 0, to: 10 }, [])).toEqual([{ from: 0, to: 10 }]);
});

function span(from: number, to: number, mode: string): Span {
  return { id: `s${from}`, agentId: null, from, to, mode, source: 'model', confidence: 1 };
}
