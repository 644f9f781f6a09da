import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { isHistoryComplete, startHub } from './hub';
import { Stage } from './stage';
import { until } from './until';
import { zoneWhereItIs } from './zone';

declare module 'vitest' {
  interface ProvidedContext {
    /** The data of a hub that has lived through the demo's two weeks; stories begin with a copy. */
    readonly demoData: string;
  }
}

/** Has a hub make up the demo's history once, for all stories. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const stage = new Stage('history', { TZ: zoneWhereItIs(15) });
  try {
    const hub = await startHub(stage, { demo: true, past: false });
    await until('the history is complete', () => isHistoryComplete(hub), 120_000);
    await hub.program.stop();
  } catch (failure) {
    await stage.close(true).catch(() => {});
    throw failure;
  }
  provide('demoData', join(stage.home, 'data'));
  return () => stage.close(false);
}
