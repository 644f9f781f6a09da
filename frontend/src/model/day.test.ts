import { describe, expect, it } from 'vitest';
import { appsByTime, fitted, hourStep, mergeApps, touches } from './day';

const HOUR = 3_600_000;
const day = { from: 0, to: 24 * HOUR };

describe('the fitted stretch', () => {
  it('is the full hours around what happened', () => {
    expect(fitted([{ from: 8.5 * HOUR, to: 17.2 * HOUR }], day)).toEqual({ from: 8 * HOUR, to: 18 * HOUR });
  });

  it('is six hours at least and stays within the day', () => {
    expect(fitted([{ from: 12.1 * HOUR, to: 12.4 * HOUR }], day)).toEqual({ from: 10 * HOUR, to: 16 * HOUR });
    expect(fitted([{ from: 0.1 * HOUR, to: 0.4 * HOUR }], day)).toEqual({ from: 0, to: 6 * HOUR });
    expect(fitted([{ from: 23.5 * HOUR, to: 26 * HOUR }], day)).toEqual({ from: 18 * HOUR, to: 24 * HOUR });
  });

  it('of an empty day is the day', () => {
    expect(fitted([], day)).toEqual(day);
  });
});

describe('the axis', () => {
  it('leaves out hours where labels would touch', () => {
    expect(hourStep({ ...day, width: 1200 }, 44)).toBe(1);
    expect(hourStep({ ...day, width: 311 }, 44)).toBe(4);
  });
});

describe('apps', () => {
  it('are ranked by time', () => {
    const spans = [
      { from: 0, to: 5, app: 'mail' },
      { from: 5, to: 20, app: 'idea' },
      { from: 20, to: 28, app: 'mail' },
    ];
    expect(appsByTime(spans)).toEqual([
      { app: 'idea', ms: 15 },
      { app: 'mail', ms: 13 },
    ]);
  });

  it('of one name that all but touch are one bar', () => {
    const spans = [
      { from: 0, to: 5, app: 'idea' },
      { from: 6, to: 9, app: 'idea' },
      { from: 9, to: 10, app: 'mail' },
      { from: 20, to: 30, app: 'mail' },
    ];
    expect(mergeApps(spans, 2).map(({ from, to }) => [from, to])).toEqual([
      [0, 9],
      [9, 10],
      [20, 30],
    ]);
  });
});

describe('a change', () => {
  it('touches what it overlaps, not what it borders', () => {
    expect(touches({ from: -5, to: 1 }, day)).toBe(true);
    expect(touches({ from: -5, to: 0 }, day)).toBe(false);
    expect(touches({ from: day.to, to: Infinity }, day)).toBe(false);
  });
});
