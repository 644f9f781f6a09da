import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment, Program, Stage } from './stage';
import { until } from './until';

/** The two sides of a conversation: what is said into the microphone, and what the speakers play. */
export type Side = 'microphone' | 'speakers';

/** A sound server without hardware. */
export interface Sound {
  /** For programs that hear and play. */
  readonly environment: Environment;
  /** Records from the microphone, as an application of that name does in a call, and throws away what it hears. */
  record(application: string): Program;
  /** Whether the application records by now. */
  isRecorded(application: string): Promise<boolean>;
  /** Begins to talk, side after side, again and again, until the returned function is called. */
  converse(lines: readonly Line[]): () => Promise<void>;
  /** Writes a sentence down as sound. */
  speech(side: Side, sentence: string): Promise<Line>;
}

/** A sentence in a file. */
export interface Line {
  readonly side: Side;
  readonly file: string;
}

const SINKS: Readonly<Record<Side, string>> = { microphone: 'mouth', speakers: 'speakers' };
const VOICES: Readonly<Record<Side, string>> = { microphone: 'en', speakers: 'en+f3' };

/** Two sinks that lead nowhere: one is the speakers, and what the other plays is what the microphone hears. */
const SCRIPT = `load-module module-native-protocol-unix auth-anonymous=1
load-module module-null-sink sink_name=speakers rate=48000 sink_properties=device.description=Speakers
load-module module-null-sink sink_name=mouth rate=48000
load-module module-remap-source master=mouth.monitor source_name=mic source_properties=device.description=Headset
set-default-sink speakers
set-default-source mic
`;

export async function startSound(stage: Stage): Promise<Sound> {
  const script = join(stage.home, 'sound.pa');
  writeFileSync(script, SCRIPT);
  // Without this each question before the server answers would start a server of its own.
  const settings = join(stage.home, 'client.conf');
  writeFileSync(settings, 'autospawn = no\n');
  const environment = { ...stage.environment, PULSE_CLIENTCONFIG: settings };
  stage.start(
    'pulseaudio',
    [
      ...['pulseaudio', '-n', '-F', script, '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no'],
      ...['--disable-shm=yes', '--realtime=no', '--high-priority=no', '--log-level=error'],
    ],
    environment,
  );
  await until(
    'the sound server answers',
    async () => (await stage.run('pactl', ['pactl', 'info'], environment)).includes('Default Source: mic'),
    60_000,
  );
  let files = 0;

  function record(application: string): Program {
    const command = ['parec', '--device=mic', '--raw', `--client-name=${application}`, '/dev/null'];
    return stage.start('recorder', command, environment);
  }

  async function isRecorded(application: string): Promise<boolean> {
    const clients = await stage.run('pactl', ['pactl', 'list', 'source-outputs'], environment);
    return clients.includes(`application.name = "${application}"`);
  }

  async function speech(side: Side, sentence: string): Promise<Line> {
    const file = join(stage.home, `line-${files++}.wav`);
    await stage.run('espeak-ng', ['espeak-ng', '-v', VOICES[side], '-s', '150', '-w', file, sentence]);
    return { side, file };
  }

  function converse(lines: readonly Line[]): () => Promise<void> {
    let goesOn = true;
    const talk = (async () => {
      while (goesOn) {
        for (const { side, file } of lines) {
          if (goesOn) await stage.run('paplay', ['paplay', `--device=${SINKS[side]}`, file], environment);
        }
      }
    })();
    // Whoever stops the talk hears of its failure.
    talk.catch(() => {});
    return () => {
      goesOn = false;
      return talk;
    };
  }

  return { environment, record, isRecorded, converse, speech };
}
