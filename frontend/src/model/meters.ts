import type { AgentNow } from './agents';
import type { AudioLevel, AudioSource, Levels } from './types';

export interface MeterReading extends AudioSource {
  /** Null: nothing is heard from the source now. */
  readonly level: AudioLevel | null;
}

/** A meter for every source the agent has, and for any other it sends levels of; microphones first. */
export function meters(agent: AgentNow, levels: Levels | null): readonly MeterReading[] {
  const left = [...(levels?.audio ?? [])];
  const found: MeterReading[] = agent.sources.map((source) => {
    const index = left.findIndex((level) => level.source === source.source && sameName(level.name, source.name));
    return { ...source, level: index < 0 ? null : (left.splice(index, 1)[0] ?? null) };
  });
  for (const level of left) found.push({ source: level.source, name: level.name, level });
  return found.sort((a, b) => a.source.localeCompare(b.source));
}

function sameName(a: string | null, b: string | null): boolean {
  return a === null || b === null || a === b;
}
