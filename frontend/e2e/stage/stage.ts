import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { outputs } from './places';
import { until } from './until';

export type Environment = Readonly<Record<string, string>>;

/** Programs get this long to end by themselves: a hub ends a database that may have much to write. */
const GRACE_MS = 60_000;

/** What of the caller's environment the programs may see: nothing that points to a desktop, a sound server or a database. */
const KEPT = ['PATH', 'JAVA_HOME', 'TMPDIR', 'TZ'];

type End = () => void | Promise<void>;

/** A program that runs until it is stopped. */
export interface Program {
  readonly pid: number;
  /** All it has printed so far, errors included. */
  output(): string;
  /** What it writes to descriptor 3. */
  side(): string;
  /** Its exit status, a signal's name, or null while it runs. */
  ended(): string | null;
  stop(): Promise<void>;
}

/** What one story needs and has to put away: a temporary directory, processes, a browser. */
export class Stage {
  readonly home = mkdtempSync(join(tmpdir(), 'modehub-e2e-'));
  readonly environment: Environment;
  readonly #name: string;
  readonly #ends: End[] = [];
  readonly #evidence: End[] = [];

  /**
   * @param name begins the names of the files kept in {@link outputs}
   * @param extra for the environment of its programs
   */
  constructor(name: string, extra: Environment = {}) {
    this.#name = name;
    const kept = KEPT.flatMap((key) => (process.env[key] === undefined ? [] : [[key, process.env[key]]]));
    const own = { HOME: this.home, XDG_RUNTIME_DIR: this.home, LANG: 'C.UTF-8' };
    this.environment = { ...Object.fromEntries(kept), ...own, ...extra };
    this.atEnd(() => rmSync(this.home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  }

  /** Whatever was begun last ends first. */
  atEnd(end: End): void {
    this.#ends.push(end);
  }

  /** What to keep should the story fail, before anything ends. */
  onFailure(keep: End): void {
    this.#evidence.push(keep);
  }

  /** Where a file of the story is kept. */
  kept(name: string): string {
    return join(outputs, `${this.#name}-${name}`);
  }

  /** Ends everything, also where some of it fails; fails with the first failure. */
  async close(failed: boolean): Promise<void> {
    const failures: unknown[] = [];
    for (const step of [...(failed ? this.#evidence : []), ...this.#ends.reverse()]) {
      try {
        await step();
      } catch (failure) {
        failures.push(failure);
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  /** Starts a program that ends with the stage at the latest; its output is kept as `<story>-<name>.log`. */
  start(name: string, command: readonly string[], environment: Environment = this.environment): Program {
    const [file = '', ...args] = command;
    const child = spawn(file, args, { env: environment, cwd: this.home, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
    const log = createWriteStream(this.kept(`${name}.log`), { flags: 'a' });
    let output = '';
    let side = '';
    let failure: string | null = null;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        log.write(text);
      });
    }
    (child.stdio[3] as Readable).setEncoding('utf8').on('data', (text: string) => {
      side += text;
    });
    child.on('error', (error) => {
      failure = error.message;
    });
    const ended = () => failure ?? child.signalCode ?? (child.exitCode === null ? null : `status ${child.exitCode}`);
    const stop = async () => {
      await stopped(child, name, ended);
      log.end();
    };
    // Should the tests themselves be ended, nothing stays behind.
    const abandoned = () => child.kill();
    process.once('exit', abandoned);
    child.once('exit', () => process.removeListener('exit', abandoned));
    this.atEnd(stop);
    return { pid: child.pid ?? -1, output: () => output, side: () => side, ended, stop };
  }

  /** Runs a program to its end; answers what it printed. */
  async run(name: string, command: readonly string[], environment: Environment = this.environment): Promise<string> {
    const program = this.start(name, command, environment);
    const status = await until(`${name} ends`, () => program.ended(), 30_000);
    if (status !== 'status 0') throw new Error(`${command[0]} ended with ${status}: ${program.output().trim()}`);
    return program.output();
  }
}

async function stopped(child: ChildProcess, name: string, ended: () => string | null): Promise<void> {
  if (ended() !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  await exit;
  clearTimeout(late);
  if (child.signalCode === 'SIGKILL') throw new Error(`${name} did not end within ${GRACE_MS / 1000} s of SIGTERM`);
}
