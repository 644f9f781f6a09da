import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hubClasses, hubJar } from './places';
import type { Program, Stage } from './stage';
import { until } from './until';

/** A running hub with its own PostgreSQL. */
export interface Hub {
  readonly url: string;
  readonly port: number;
  readonly pairingCode: string;
  /** Good for one use. */
  readonly signInLink: string;
  readonly program: Program;
}

interface Start {
  /** Whether it simulates a device, too. */
  readonly demo?: boolean;
  readonly port?: number;
  /** Whether it begins with two weeks of the simulated device, which is sooner there than a new database. */
  readonly past?: boolean;
}

/** Starts a hub on `<home>/data`, where an earlier one of the stage may have left its data. */
export async function startHub(stage: Stage, { demo = false, port = 0, past = true }: Start = {}): Promise<Hub> {
  const data = join(stage.home, 'data');
  if (past && !existsSync(data)) cpSync(await demoData(), data, { recursive: true });
  const java = stage.environment.JAVA_HOME ? join(stage.environment.JAVA_HOME, 'bin/java') : 'java';
  const flags = demo ? ['--local', '--demo'] : ['--local'];
  const archive = existsSync(hubClasses)
    ? [`-XX:SharedArchiveFile=${hubClasses}`, '-Xlog:cds=off', '-Xlog:cds+dynamic=off']
    : [];
  const program = stage.start('hub', [java, '-XX:+UseSerialGC', '-Xmx384m', ...archive, '-jar', hubJar, ...flags], {
    ...stage.environment,
    PORT: String(port),
    DATA_DIR: data,
  });
  const signInLink = await until(
    'the hub prints a sign-in link',
    () => {
      if (program.ended() !== null) return 'none';
      return /^Sign in once with (\S+)$/m.exec(program.output())?.[1];
    },
    90_000,
  );
  if (program.ended() !== null) throw new Error(`the hub ended with ${program.ended()}: ${program.output()}`);
  const ready = JSON.parse(readFileSync(join(data, 'hub.json'), 'utf8'));
  return { url: ready.url, port: ready.port, pairingCode: ready.pairingCode, signInLink, program };
}

/** Loaded by stories alone: what prepares them runs where vitest has nothing to inject yet. */
async function demoData(): Promise<string> {
  const { inject } = await import('vitest');
  return inject('demoData');
}

/** Whether all that the simulated device has lived through is there, smoothed as days that are over are. */
export function isHistoryComplete({ program }: Hub): boolean {
  return program.output().includes("the demo's history is complete");
}
