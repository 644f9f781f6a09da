import { describe, expect, it } from 'vitest';
import type { Unit } from '../model/chat';
import { keyText, length, type Manner, quantity, timeOfDay } from './quantity';

const MIN = 60_000;
const DE: Manner = { locale: 'de-DE', zone: 'Europe/Berlin', week: 'KW', shortWeek: 'KW ' };
const EN: Manner = { locale: 'en-GB', zone: 'Europe/Berlin', week: 'week', shortWeek: 'W' };

describe('quantities', () => {
  it.each([
    [750 * MIN, '12 h 30 min'],
    [180 * MIN, '3 h'],
    [45 * MIN, '45 min'],
    [30_000, '30 s'],
    [0, '0 min'],
    [-65 * MIN, '−1 h 5 min'],
  ])('%d ms are %s, as answers have it', (ms, text) => {
    expect(length(ms)).toBe(text);
  });

  it('are written as their unit is', () => {
    const at = (value: string | number | null, unit: Unit) => quantity(value, unit, DE).replaceAll('\u00a0', ' ');
    expect(at(0.123, 'share')).toBe('12 %');
    expect(at(2.54, 'count')).toBe('2,5');
    expect(at(null, 'ms')).toBe('–');
    expect(at('2026-11-23T13:05:00Z', 'instant')).toBe('Mo., 23. Nov., 14:05');
    expect(at(545 * MIN, 'time_of_day')).toBe('09:05');
    expect(at('<b>', 'text')).toBe('<b>');
  });

  it('go past midnight', () => {
    expect(timeOfDay(1_470 * MIN)).toBe('00:30 +1');
  });
});

describe('keys', () => {
  it.each([
    ['14', 'hour', '14:00–15:00', '14'],
    ['2', 'weekday', 'Dienstag', 'Di'],
    ['2026-W48', 'week', 'KW 48 (2026)', 'KW 48'],
    ['2026-11', 'month', 'November 2026', 'Nov'],
    ['Work', 'mode', 'Work', 'Work'],
    ['odd', 'day', 'odd', 'odd'],
    ['odd', 'week', 'odd', 'odd'],
  ] as const)('%s of a %s are %s', (key, kind, long, short) => {
    expect(keyText(key, kind, DE)).toBe(long);
    expect(keyText(key, kind, DE, true)).toBe(short);
  });

  it('speak English', () => {
    expect(keyText('2026-11-23', 'day', EN)).toBe('Mon, 23 Nov 2026');
    expect(keyText('2026-W48', 'week', EN)).toBe('week 48 (2026)');
  });
});
