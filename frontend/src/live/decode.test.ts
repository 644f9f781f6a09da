import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decode } from './decode';

interface Golden {
  readonly name: string;
  readonly frame: { readonly type?: string };
  readonly valid: boolean;
}

const folder = new URL('../../../protocol/src/golden/live/', import.meta.url);
const goldens = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => ({ file, ...(JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Golden) }));

describe('decode reads the golden frames', () => {
  it.each(goldens.filter(({ valid }) => valid))('$file: $name', ({ frame }) => {
    expect(decode(frame)).toMatchObject({ type: frame.type });
  });

  it.each(goldens.filter(({ valid }) => !valid))('$file: $name', ({ frame }) => {
    expect(decode(frame)).toMatchObject({ type: 'fault' });
  });

  it('has one for every type of frame', () => {
    const types = new Set(goldens.filter(({ valid }) => valid).map(({ frame }) => frame.type));
    expect([...types].sort()).toEqual([
      'account',
      'agent',
      'changed',
      'error',
      'expiring',
      'levels',
      'mode',
      'models',
      'snapshot',
      'span',
      'training',
      'welcome',
    ]);
  });
});

describe('decode', () => {
  it('turns instants into milliseconds whatever their offset', () => {
    expect(decode({ type: 'welcome', serverTime: '2026-11-23T14:00:00+01:00' })).toEqual({
      type: 'welcome',
      serverTime: Date.UTC(2026, 10, 23, 13),
    });
  });

  it('reads an absent field and null alike', () => {
    const agent = { agentId: 'a', name: 'Desk', online: true };
    expect(decode({ type: 'agent', ...agent })).toEqual(
      decode({ type: 'agent', ...agent, lastSeen: null, sensors: null, sources: null, demo: null, platform: null }),
    );
  });

  it('names the place of a fault', () => {
    const audio = [{ source: 'microphone', rmsDb: -20, peakDb: 4 }];
    const frame = { type: 'levels', agentId: 'a', at: '2026-11-23T13:00:00Z', audio };
    expect(decode(frame)).toMatchObject({ type: 'fault', path: 'audio[0].peakDb' });
  });

  it.each([null, 3, 'mode', [], { type: 7 }, { type: 'constructor' }])('finds a fault in %j', (value) => {
    expect(decode(value)).toMatchObject({ type: 'fault' });
  });
});
