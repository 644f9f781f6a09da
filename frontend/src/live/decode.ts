import { type Progress, runStates } from '../model/models';
import type { Agent, AudioLevel, AudioSource, Author, CurrentMode, Levels, Reason, SourceKind } from '../model/types';
import type { Fault, Frame } from './frames';
import { flag, instant, list, number, object, oneOf, or, orNull, type Reader, record, ShapeError, text } from './parse';

/** Reads one frame of the hub. Fields it does not know are dropped, a type it does not know is a fault. */
export function decode(value: unknown): Frame | Fault {
  try {
    const frame = object(value, '');
    const type = text(frame.type, 'type');
    const reader = frames.get(type);
    if (!reader) return { type: 'fault', path: 'type', problem: `unknown type ${type.slice(0, 40)}` };
    return reader(frame, '');
  } catch (error) {
    if (error instanceof ShapeError) return { type: 'fault', path: error.path, problem: error.message };
    throw error;
  }
}

const sourceKind = oneOf<SourceKind>('microphone', 'system');
const decibels = number(-200, 0);

export const author = oneOf<Author>('model', 'rule', 'label', 'hand');

const reason: Reader<Reason> = record<Reason>({
  code: text,
  args: or(object, {}),
  text: or(text, ''),
});

const agentFields = {
  agentId: text,
  name: text,
  platform: or(text, ''),
  demo: or(flag, false),
  online: flag,
  lastSeen: orNull(instant),
  sensors: or(list(text), []),
  sources: or(list(record<AudioSource>({ source: sourceKind, name: orNull(text) })), []),
};

const modeFields = {
  version: number(0),
  mode: orNull(text),
  confidence: orNull(number(0, 1)),
  since: orNull(instant),
  reasons: or(list(reason), []),
  by: orNull(author),
};

export const agent: Reader<Agent> = record<Agent>(agentFields);
const currentMode: Reader<CurrentMode> = record<CurrentMode>(modeFields);
const agentWithMode: Reader<Agent & CurrentMode> = record<Agent & CurrentMode>({ ...agentFields, ...modeFields });

const levels: Reader<Levels> = record<Levels>({
  agentId: text,
  at: instant,
  audio: or(
    list(
      record<AudioLevel>({
        source: sourceKind,
        name: orNull(text),
        rmsDb: decibels,
        peakDb: decibels,
        voice: orNull(number(0, 1)),
        inUse: orNull(flag),
        by: orNull(text),
        activeFromDb: orNull(decibels),
      }),
    ),
    [],
  ),
  mouse: orNull(number(0, 10)),
  keyboard: orNull(number(0, 10)),
  app: orNull(text),
  title: orNull(text),
});

const welcome = record({ serverTime: instant });
const snapshot = record({ agents: list(agentWithMode), page: number(1), last: flag });
const agentId = record({ agentId: text });
const span = record({ agentId: orNull(text), from: instant, to: instant });
const progress: Reader<Progress | null> = (value, path) =>
  object(value, path).all === undefined ? null : record<Progress>({ done: number(0), all: number(0) })(value, path);
const training = record({ runId: text, state: oneOf(...runStates), progress: or(progress, null) });
const changed = record({ what: text });
const expiring = record({ inMs: number(0) });
const error = record({ code: text, message: text, retryable: flag });

const frames = new Map<string, Reader<Frame>>([
  ['welcome', (value, path) => ({ type: 'welcome', ...welcome(value, path) })],
  ['snapshot', (value, path) => ({ type: 'snapshot', ...snapshot(value, path) })],
  ['mode', (value, path) => ({ type: 'mode', ...agentId(value, path), ...currentMode(value, path) })],
  ['levels', (value, path) => ({ type: 'levels', ...levels(value, path) })],
  [
    'agent',
    (value, path) =>
      object(value, path).removed === true
        ? { type: 'agent', removed: true, ...agentId(value, path) }
        : { type: 'agent', removed: false, ...agent(value, path) },
  ],
  ['span', (value, path) => ({ type: 'span', ...span(value, path) })],
  ['training', (value, path) => ({ type: 'training', ...training(value, path) })],
  ['changed', (value, path) => ({ type: 'changed', ...changed(value, path) })],
  ['models', () => ({ type: 'models' })],
  ['account', () => ({ type: 'account' })],
  ['expiring', (value, path) => ({ type: 'expiring', ...expiring(value, path) })],
  ['error', (value, path) => ({ type: 'error', ...error(value, path) })],
]);
