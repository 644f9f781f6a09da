import { describe, expect, it } from 'vitest';
import { mainApp, similarTo } from './similar';
import type { Session } from './types';

const session: Session = {
  id: 's1',
  agentId: 'a',
  from: 0,
  to: 100,
  mode: 'Relax',
  source: 'model',
  confidence: 0.7,
  apps: [{ app: 'firefox', activeMs: 60 }],
  title: null,
};

describe('similar sessions', () => {
  it('have a main application, in front for more than half', () => {
    expect(mainApp(session)).toBe('firefox');
    expect(mainApp({ ...session, apps: [{ app: 'firefox', activeMs: 50 }] })).toBeNull();
    expect(mainApp({ ...session, apps: [] })).toBeNull();
  });

  it('are of the same mode, device and application, another time, and nobody has said what they were', () => {
    const later = { ...session, id: 's2', from: 200, to: 260, apps: [{ app: 'firefox', activeMs: 60 }] };
    const others = [
      later,
      { ...later, id: 's3', mode: 'Work' },
      { ...later, id: 's4', agentId: 'b' },
      { ...later, id: 's5', source: 'label' as const },
      { ...later, id: 's6', apps: [{ app: 'mail', activeMs: 60 }] },
      { ...later, id: 's7', from: 50, to: 110 },
      session,
    ];
    expect(similarTo(session, 'firefox', others)).toEqual([later]);
  });
});
