import { existsSync, readFileSync } from 'node:fs';
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

/** Starts a hub on `<home>/data`, where an earlier one of the stage may have left its data. */
export async function startHub(stage: Stage, { demo = false, port = 0 } = {}): Promise<Hub> {
  const data = join(stage.home, 'data');
  const java = stage.environment.JAVA_HOME ? join(stage.environment.JAVA_HOME, 'bin/java') : 'java';
  const flags = demo ? ['--local', '--demo'] : ['--local'];
  const archive = existsSync(hubClasses) ? [`-XX:SharedArchiveFile=${hubClasses}`, '-Xlog:cds=off', '-Xlog:cds+dynamic=off'] : [];
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
