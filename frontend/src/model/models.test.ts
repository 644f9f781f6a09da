import { describe, expect, it } from 'vitest';
import {
  afterNews,
  baselines,
  called,
  distinct,
  hasEarlier,
  type Model,
  type Models,
  ofHundred,
  type Run,
  shortages,
  type Trial,
  tableFaults,
} from './models';

const run: Run = {
  id: 'r-1',
  state: 'running',
  source: 'labels',
  progress: { done: 3, all: 20 },
  modelId: null,
  error: null,
  createdAt: 0,
};

function trial(number: number, family: string, accuracy: number | null): Trial {
  const rest = { features: 'all', settings: {}, state: 'done', trainMs: 1, note: null, macroF1: null };
  return { number, family, accuracy, weightedAuc: null, ...rest };
}

function model(id: string, more: Partial<Model> = {}): Model {
  const times = { createdAt: null, activatedAt: null };
  return { id, name: id, state: 'candidate', active: false, bytes: null, summary: null, ...times, ...more };
}

function models(...items: Model[]): Models {
  const retraining = { due: false, corrections: 0, since: null };
  return { items, pace: 'balanced', activeSince: null, retraining, daysToJudge: 0 };
}

describe('news of a search', () => {
  it('moves it on', () => {
    const news = { runId: 'r-1', state: 'running', progress: { done: 4, all: 20 } } as const;
    expect(afterNews(run, news).progress).toEqual({ done: 4, all: 20 });
  });

  it('that come late do not wake it again', () => {
    const over: Run = { ...run, state: 'cancelled' };
    expect(afterNews(over, { runId: 'r-1', state: 'running', progress: null })).toBe(over);
  });

  it('of another one are none', () => {
    expect(afterNews(run, { runId: 'r-2', state: 'failed', progress: null })).toBe(run);
  });

  it('without progress keep how far it was', () => {
    const news = { runId: 'r-1', state: 'cancelled', progress: null } as const;
    expect(afterNews(run, news)).toMatchObject({ state: 'cancelled', progress: { done: 3, all: 20 } });
  });
});

describe('a share in words', () => {
  it.each([
    [0, 0],
    [0.001, 1],
    [0.834, 83],
    [0.997, 99],
    [1, 100],
  ])('%d is %d of 100', (share, n) => {
    expect(ofHundred(share)).toBe(n);
  });
});

describe('guessing', () => {
  it('is as good as the best that guesses, on whatever it looks at', () => {
    const trials = [trial(9, 'extra_trees', 0.9), trial(1, 'majority', 0.5), trial(2, 'majority', null)];
    expect(baselines([...trials, trial(3, 'app_rule', 0.6), trial(4, 'app_rule', 0.7)])).toEqual({
      majority: 0.5,
      appRule: 0.7,
    });
  });

  it('is unknown where it was not tried', () => {
    expect(baselines([trial(1, 'majority', null)])).toEqual({ majority: null, appRule: null });
  });
});

describe('a refusal', () => {
  it('lists every line of a table once, and names what is no line', () => {
    const errors = [
      { path: 'file/2', message: 'line 2: hour must be 0 to 23' },
      { path: 'Relax', message: 'needs 3 more' },
    ];
    expect(tableFaults({ message: 'all of it', errors })).toEqual([
      'line 2: hour must be 0 to 23',
      'Relax: needs 3 more',
    ]);
    expect(tableFaults({ message: 'all of it', errors: [] })).toEqual(['all of it']);
  });

  it('says of each mode what it has and what it lacks, what lacks most first', () => {
    const error = {
      code: 'too_few_rows',
      message: '',
      found: 13,
      required: 50,
      perMode: { Work: 9, Gaming: 3, Relax: 1 },
      missing: [
        { what: 'rows', more: 37 },
        { what: 'Gaming', more: 2 },
        { what: 'Relax', more: 4 },
      ],
    };
    expect(shortages(error)).toEqual([
      { mode: 'Relax', rows: 1, more: 4 },
      { mode: 'Gaming', rows: 3, more: 2 },
      { mode: 'Work', rows: 9, more: 0 },
    ]);
  });
});

it('warns once of each kind', () => {
  const rare = (mode: string) => ({ code: 'mode_rare', message: mode });
  expect(distinct([rare('a'), { code: 'optimistic', message: '' }, rare('b')])).toEqual([
    rare('a'),
    { code: 'optimistic', message: '' },
  ]);
});

it('names the more frequent word of a contradiction first', () => {
  expect(called({ app: 'firefox', title: null, modes: { Relax: 4, Work: 9, Gaming: 5 } })).toEqual([
    'Work',
    'Gaming',
    'Relax',
  ]);
});

describe('the way back', () => {
  it('is there once another model has judged', () => {
    expect(hasEarlier(models(model('mine', { active: true }), model('shipped')))).toBe(true);
    expect(hasEarlier(models(model('mine', { activatedAt: 1 }), model('shipped', { active: true })))).toBe(true);
  });

  it('is not there for who only ever had one', () => {
    expect(hasEarlier(models(model('shipped', { active: true })))).toBe(false);
    expect(hasEarlier(models(model('new'), model('shipped', { active: true })))).toBe(false);
  });
});
