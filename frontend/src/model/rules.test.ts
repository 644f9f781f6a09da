import { describe, expect, it } from 'vitest';
import {
  type Application,
  changedModes,
  draftOf,
  type Effect,
  fieldAtFault,
  isComplete,
  progress,
  type Rule,
  undoable,
  wireAgain,
  wireOf,
} from './rules';

const rule: Rule = {
  id: 'r',
  name: 'Calls',
  enabled: false,
  mode: 'Meeting',
  app: { kind: 'is', text: 'zoom' },
  title: null,
  domain: { kind: 'pattern', text: 'zoom\\.us$' },
  hours: { from: '09:00', to: '17:00', days: [1, 3] },
  audio: 'bothVoices',
};

describe('the form', () => {
  it('gives back the rule it was filled with', () => {
    expect(wireAgain(rule)).toEqual({
      name: 'Calls',
      enabled: false,
      mode: 'Meeting',
      app: { is: 'zoom' },
      title: null,
      domain: { pattern: 'zoom\\.us$' },
      hours: { from: '09:00', to: '17:00', days: [1, 3] },
      audio: 'bothVoices',
    });
  });

  it('is complete with a mode and one condition', () => {
    const draft = draftOf(null, 'Work');
    expect(isComplete(draft)).toBe(false);
    expect(isComplete({ ...draft, audio: 'silence' })).toBe(true);
    expect(isComplete({ ...draft, timed: true })).toBe(true);
    expect(isComplete({ ...draft, timed: true, days: [] })).toBe(false);
    draft.texts.title.text = '  ';
    expect(isComplete(draft)).toBe(false);
    draft.texts.title.text = 'invoice';
    expect(isComplete(draft)).toBe(true);
    expect(isComplete({ ...draft, mode: '' })).toBe(false);
  });

  it('names a rule by its first text, never through the middle of a character', () => {
    const draft = draftOf(null, 'Work');
    expect(wireOf(draft, 'Rule').name).toBe('Rule');
    draft.texts.domain.text = '👩'.repeat(90);
    expect(wireOf(draft, 'Rule').name).toBe('👩'.repeat(60));
  });

  it('leaves out the days where it is every day, and puts others in order', () => {
    const draft = { ...draftOf(null, 'Work'), timed: true, days: [7, 1] };
    expect(wireOf(draft, 'x').hours).toEqual({ from: '09:00', to: '17:00', days: [1, 7] });
    expect(wireOf({ ...draft, days: [1, 2, 3, 4, 5, 6, 7] }, 'x').hours).toEqual({ from: '09:00', to: '17:00' });
  });
});

it('finds the field that the hub complains about', () => {
  expect(fieldAtFault('title/pattern')).toBe('title');
  expect(fieldAtFault('rule/hours/from')).toBe('hours');
  expect(fieldAtFault('')).toBeNull();
  expect(fieldAtFault('constructor')).toBeNull();
});

it('shows the modes that would change, most first', () => {
  const modes = [
    { mode: 'Work', beforeMs: 10, afterMs: 8 },
    { mode: 'Relax', beforeMs: 5, afterMs: 5 },
    { mode: 'Gaming', beforeMs: 0, afterMs: 9 },
  ];
  const effect: Effect = { from: 0, to: 1, modes, changes: 1, days: 1, examples: [], thinnedDays: 0 };
  expect(changedModes(effect).map(({ mode }) => mode)).toEqual(['Gaming', 'Work']);
});

describe('applications', () => {
  const one = (id: string, state: Application['state'], days = 4, daysLeft = 0): Application => ({
    id,
    at: 0,
    from: 0,
    state,
    days,
    daysLeft,
  });

  it('are taken back the newest first', () => {
    expect(undoable([one('c', 'undone'), one('b', 'applied'), one('a', 'applied')])?.id).toBe('b');
    expect(undoable([one('c', 'undoing')])).toBeNull();
  });

  it('know how far they are', () => {
    expect(progress(one('a', 'applying', 4, 1))).toBe(0.75);
    expect(progress(one('a', 'applied', 0, 0))).toBe(1);
  });
});
