import { describe, expect, it } from 'vitest';
import { decode, storedEvents } from './decode';

const RESULT = {
  ref: 'r1',
  name: 'active_time',
  state: 'done',
  arguments: { period: 'last_week', group_by: 'mode' },
  periods: [
    {
      asked: 'last_week',
      label: 'last week',
      from: '2026-11-08T23:00:00Z',
      to: '2026-11-15T23:00:00Z',
      timezone: 'Europe/Berlin',
      complete: true,
    },
  ],
  facts: { totalMs: 3_600_000, meanPerDayMs: null, longestDay: '2026-11-10' },
  columns: [
    { name: 'key', unit: 'text' },
    { name: 'activeMs', unit: 'ms' },
    { name: 'mood', unit: 'colour' },
  ],
  rows: [{ activeMs: 3_600_000, key: 'Work', mood: { red: 1 } }, { key: 'Relax' }],
  truncated: false,
};

describe('an event of an answer', () => {
  it('brings rows in the order of their columns', () => {
    expect(decode('tool', RESULT)).toMatchObject({
      type: 'tool',
      tool: {
        ref: 'r1',
        periods: [{ label: 'last week', from: Date.UTC(2026, 10, 8, 23), to: Date.UTC(2026, 10, 15, 23) }],
        facts: { totalMs: 3_600_000, meanPerDayMs: null, longestDay: '2026-11-10' },
        columns: [{ unit: 'text' }, { unit: 'ms' }, { unit: 'text' }],
        rows: [
          ['Work', 3_600_000, '{"red":1}'],
          ['Relax', null, null],
        ],
      },
    });
  });

  it('of a tool that begins has no result yet', () => {
    const begun = { ref: 'r1', name: 'breaks', arguments: { period: 'today' }, state: 'running' };
    expect(decode('tool', begun)).toMatchObject({ tool: { state: 'running', rows: [], periods: [], facts: {} } });
  });

  it.each([
    ['start', { conversationId: 'a', turnId: 'b', provider: 'embedded', deployment: '' }],
    ['delta', { text: 'Am meisten' }],
    ['cite', { n: 1, ref: 'r1', label: 'today', from: '2026-11-18T00:00:00Z', to: '2026-11-19T00:00:00Z' }],
    ['chart', { ref: 'r1', kind: 'bar', unit: 'ms', series: [{ name: 'activeMs', points: [{ key: '1', value: 5 }] }] }],
    ['notice', { code: 'understood', message: 'm', chips: [{ label: 'l', question: 'q' }] }],
    ['usage', { inputTokens: 1, outputTokens: 2, estimated: false }],
    ['done', { finish: 'stop' }],
    ['error', { code: 'timeout', message: 'm', retryable: true, retryAfterMs: 2000 }],
  ])('%s is read', (type, data) => {
    expect(decode(type, data).type).toBe(type);
  });

  it.each([
    ['delta', { text: 7 }],
    ['delta', null],
    ['start', {}],
    ['tool', { ...RESULT, state: 'asleep' }],
    ['tool', { ...RESULT, rows: ['<b>'] }],
    ['cite', { n: 1, ref: 'r1', label: 'today', from: 'yesterday', to: 'today' }],
    ['chart', { ref: 'r1', kind: 'pie', unit: 'ms', series: [] }],
    ['usage', { inputTokens: -1, outputTokens: 0 }],
    ['done', []],
  ])('%s of another shape is a fault: %j', (type, data) => {
    expect(decode(type, data)).toMatchObject({ type: 'fault' });
  });

  it('of a type that came later is unknown, and left out of a replay', () => {
    expect(decode('constructor', {})).toMatchObject({ type: 'unknown' });
    const kept = [
      { type: 'song', data: {} },
      { type: 'delta', data: { text: 'x' } },
      { type: 'delta', data: {} },
    ];
    expect(storedEvents(kept, '')).toEqual([{ type: 'delta', text: 'x' }]);
  });
});
