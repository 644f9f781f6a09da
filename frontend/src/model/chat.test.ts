import { describe, expect, it } from 'vitest';
import {
  afterEvent,
  asked,
  type ChatEvent,
  ended,
  factUnit,
  isRetryable,
  keyKind,
  replayed,
  type ToolUse,
} from './chat';

const START: ChatEvent = { type: 'start', conversationId: 'c', turnId: 't', provider: 'azure', deployment: 'first' };
const DONE: ChatEvent = { type: 'done', finish: 'stop' };
const FAILED: ChatEvent = {
  type: 'error',
  fault: { code: 'timeout', message: 'late', retryable: true, retryAfterMs: null },
};

function tool(state: ToolUse['state'], more: Partial<ToolUse> = {}): ToolUse {
  return {
    ref: 'r1',
    name: 'active_time',
    arguments: {},
    state,
    periods: [],
    facts: {},
    columns: [],
    rows: [],
    truncated: false,
    message: null,
    ...more,
  };
}

function notice(code: string, deployment: string | null = null): ChatEvent {
  return { type: 'notice', notice: { code, message: code, chips: [], deployment } };
}

function turnOf(...events: readonly ChatEvent[]) {
  return events.reduce(afterEvent, asked('k', 'How long?', 0));
}

describe('a turn', () => {
  it('is the sum of its events', () => {
    const turn = turnOf(
      START,
      { type: 'tool', tool: tool('running') },
      { type: 'tool', tool: tool('done', { facts: { totalMs: 5 } }) },
      { type: 'delta', text: 'Six ' },
      { type: 'delta', text: 'hours [1].' },
      { type: 'cite', citation: { n: 1, ref: 'r1', label: 'today', from: 0, to: 1 } },
      { type: 'usage', usage: { inputTokens: 1, outputTokens: 2, estimated: false } },
      { type: 'usage', usage: { inputTokens: 3, outputTokens: 4, estimated: true } },
      DONE,
    );
    expect(turn).toMatchObject({
      began: true,
      provider: 'azure',
      text: 'Six hours [1].',
      tools: [{ state: 'done', facts: { totalMs: 5 } }],
      citations: [{ n: 1 }],
      usage: { inputTokens: 3, outputTokens: 4, estimated: true },
      end: { kind: 'done', finish: 'stop' },
    });
  });

  it('names who answers after a fallback', () => {
    expect(turnOf(START, notice('fallback', 'second')).deployment).toBe('second');
  });

  it('has exactly one end: whatever follows it is not heard', () => {
    const turn = turnOf(START, DONE);
    for (const late of [FAILED, { type: 'delta', text: 'more' } as const, notice('digest'), START]) {
      expect(afterEvent(turn, late)).toBe(turn);
    }
    expect(ended(turn, { kind: 'broken' })).toBe(turn);
  });

  it('that ends without a last event has broken off, and its tools with it', () => {
    const turn = ended(turnOf(START, { type: 'tool', tool: tool('running') }), { kind: 'broken' });
    expect(turn).toMatchObject({ tools: [], end: { kind: 'broken' } });
    expect(turn.end && isRetryable(turn.end)).toBe(true);
  });

  it('may be asked again when that can help', () => {
    const final: ChatEvent = {
      type: 'error',
      fault: { code: 'auth', message: '', retryable: false, retryAfterMs: null },
    };
    expect(isRetryable({ kind: 'stopped' })).toBe(true);
    expect(isRetryable({ kind: 'elsewhere' })).toBe(false);
    expect([DONE, FAILED, final].map((event) => isRetryable(turnOf(event).end ?? { kind: 'broken' }))).toEqual([
      false,
      true,
      false,
    ]);
  });
});

describe('a kept turn', () => {
  const stored = { id: 't', question: 'q', at: 5, provider: 'azure', deployment: 'second' };

  it('looks as it did when it ended', () => {
    const events: ChatEvent[] = [{ type: 'delta', text: 'Six hours.' }, DONE];
    expect(replayed({ ...stored, finish: 'stop', events })).toMatchObject({
      text: 'Six hours.',
      deployment: 'second',
      end: { kind: 'done' },
    });
    expect(replayed({ ...stored, finish: 'timeout', events: [FAILED] }).end).toMatchObject({ kind: 'failed' });
  });

  it('without a last event was stopped, or is being answered elsewhere', () => {
    expect(replayed({ ...stored, finish: 'cancelled', events: [] }).end).toEqual({ kind: 'stopped' });
    expect(replayed({ ...stored, finish: null, events: [] }).end).toEqual({ kind: 'elsewhere' });
  });
});

describe('a result', () => {
  it('tells what its keys are', () => {
    const by = (group: string) =>
      keyKind(tool('done', { arguments: { group_by: group }, columns: [{ name: 'key', unit: 'text' }] }));
    expect([by('mode'), by('weekday'), by('none'), keyKind(undefined)]).toEqual(['mode', 'weekday', 'name', 'name']);
    expect(keyKind(tool('done', { columns: [{ name: 'from', unit: 'instant' }] }))).toBe('instant');
    expect(keyKind(tool('done', { columns: [{ name: 'day', unit: 'text' }] }))).toBe('day');
  });

  it('tells what its facts are by their names', () => {
    const facts = ['totalMs', 'eveningShare', 'change', 'meanStart', 'latestEnd', 'systemDb', 'mouse', 'days'];
    expect(facts.map((name) => factUnit(name, 1))).toEqual([
      'ms',
      'share',
      'share',
      'time_of_day',
      'time_of_day',
      'db',
      'level',
      'count',
    ]);
    expect(factUnit('longestDay', '2026-11-10')).toBe('text');
  });
});
