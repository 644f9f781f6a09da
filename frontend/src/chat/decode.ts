import {
  flag,
  instant,
  list,
  number,
  object,
  oneOf,
  or,
  orNull,
  type Reader,
  record,
  ShapeError,
  text,
} from '../live/parse';
import type {
  Cell,
  Chart,
  ChatEvent,
  Chip,
  Citation,
  Column,
  Fault,
  Notice,
  Period,
  Series,
  ToolUse,
  Unit,
  Usage,
} from '../model/chat';

/** An event that is none of ours: of a type that came later (`unknown`), or of another shape (`fault`). */
export type Misfit =
  | { readonly type: 'unknown'; readonly problem: string }
  | { readonly type: 'fault'; readonly problem: string };

/** Reads one event of an answer. Fields it does not know are dropped. */
export function decode(type: string, data: unknown): ChatEvent | Misfit {
  const reader = events.get(type);
  if (!reader) return { type: 'unknown', problem: `unknown type ${type.slice(0, 40)}` };
  try {
    return reader(data, '');
  } catch (error) {
    if (error instanceof ShapeError) return { type: 'fault', problem: `${type}: ${error.message}` };
    throw error;
  }
}

/** A kept event; what does not fit is left out of a replay. */
export const storedEvents: Reader<readonly ChatEvent[]> = (value, path) =>
  list(record({ type: text, data: object }))(value, path)
    .map(({ type, data }) => decode(type, data))
    .filter((event): event is ChatEvent => event.type !== 'unknown' && event.type !== 'fault');

export const chip = record<Chip>({ label: text, question: text });

const UNITS: readonly Unit[] = ['text', 'instant', 'ms', 'count', 'share', 'db', 'level', 'time_of_day'];

/** A unit that came later reads as text. */
const unit: Reader<Unit> = (value, path) => {
  const name = text(value, path);
  return UNITS.find((each) => each === name) ?? 'text';
};

const cell: Reader<Cell> = (value) => {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const facts: Reader<Readonly<Record<string, Cell>>> = (value, path) =>
  Object.fromEntries(Object.entries(object(value, path)).map(([name, fact]) => [name, cell(fact, `${path}.${name}`)]));

const toolFields = record({
  ref: text,
  name: text,
  arguments: or(object, {}),
  state: oneOf<ToolUse['state']>('running', 'done', 'error'),
  periods: or(list(record<Period>({ label: text, from: instant, to: instant })), []),
  facts: or(facts, {}),
  columns: or(list(record<Column>({ name: text, unit })), []),
  rows: or(list(object), []),
  truncated: or(flag, false),
  message: orNull(text),
});

const tool: Reader<ToolUse> = (value, path) => {
  const { rows, ...fields } = toolFields(value, path);
  return {
    ...fields,
    rows: rows.map((row) => fields.columns.map(({ name }) => cell(row[name], `${path}.rows`))),
  };
};

const start = record({ conversationId: text, turnId: text, provider: text, deployment: or(text, '') });
const citation = record<Citation>({ n: number(1), ref: text, label: text, from: instant, to: instant });
const chart = record<Chart>({
  ref: text,
  kind: oneOf('bar', 'line'),
  unit,
  series: list(record<Series>({ name: text, points: list(record({ key: text, value: number() })) })),
});
const notice = record<Notice>({ code: text, message: text, chips: or(list(chip), []), deployment: orNull(text) });
const usage = record<Usage>({ inputTokens: number(0), outputTokens: number(0), estimated: or(flag, false) });
const fault = record<Fault>({
  code: text,
  message: text,
  retryable: or(flag, false),
  retryAfterMs: orNull(number(0)),
});

const events = new Map<string, Reader<ChatEvent>>([
  ['start', (value, path) => ({ type: 'start', ...start(value, path) })],
  ['tool', (value, path) => ({ type: 'tool', tool: tool(value, path) })],
  ['delta', (value, path) => ({ type: 'delta', ...record({ text })(value, path) })],
  ['cite', (value, path) => ({ type: 'cite', citation: citation(value, path) })],
  ['chart', (value, path) => ({ type: 'chart', chart: chart(value, path) })],
  ['notice', (value, path) => ({ type: 'notice', notice: notice(value, path) })],
  ['usage', (value, path) => ({ type: 'usage', usage: usage(value, path) })],
  ['done', (value, path) => ({ type: 'done', ...record({ finish: text })(value, path) })],
  ['error', (value, path) => ({ type: 'error', fault: fault(value, path) })],
]);
