/** A conversation with the log as the page knows it: what each event makes of a turn. Durations and instants are milliseconds. */

export type Unit = 'text' | 'instant' | 'ms' | 'count' | 'share' | 'db' | 'level' | 'time_of_day';

/** A value of a result; instants are ISO-8601 text, null is none. */
export type Cell = string | number | null;

export interface Column {
  readonly name: string;
  readonly unit: Unit;
}

export interface Period {
  readonly label: string;
  readonly from: number;
  readonly to: number;
}

/** A question to the store, and what it found. */
export interface ToolUse {
  /** Its name within the turn. */
  readonly ref: string;
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly state: 'running' | 'done' | 'error';
  readonly periods: readonly Period[];
  readonly facts: Readonly<Record<string, Cell>>;
  readonly columns: readonly Column[];
  /** Each in the order of the columns. */
  readonly rows: readonly (readonly Cell[])[];
  /** There were more rows. */
  readonly truncated: boolean;
  /** Why it could not be asked like that. */
  readonly message: string | null;
}

/** What `[n]` in the answer stands on. */
export interface Citation {
  readonly n: number;
  readonly ref: string;
  readonly label: string;
  readonly from: number;
  readonly to: number;
}

export interface Series {
  readonly name: string;
  readonly points: readonly { readonly key: string; readonly value: number }[];
}

export interface Chart {
  readonly ref: string;
  readonly kind: 'bar' | 'line';
  readonly unit: Unit;
  readonly series: readonly Series[];
}

/** A question that one click asks. */
export interface Chip {
  readonly label: string;
  readonly question: string;
}

export interface Notice {
  readonly code: string;
  readonly message: string;
  readonly chips: readonly Chip[];
  /** The one that answers instead; of `fallback` only. */
  readonly deployment: string | null;
}

export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly estimated: boolean;
}

export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;
}

export type ChatEvent =
  | {
      readonly type: 'start';
      readonly conversationId: string;
      readonly turnId: string;
      readonly provider: string;
      readonly deployment: string;
    }
  | { readonly type: 'tool'; readonly tool: ToolUse }
  | { readonly type: 'delta'; readonly text: string }
  | { readonly type: 'cite'; readonly citation: Citation }
  | { readonly type: 'chart'; readonly chart: Chart }
  | { readonly type: 'notice'; readonly notice: Notice }
  | { readonly type: 'usage'; readonly usage: Usage }
  | { readonly type: 'done'; readonly finish: string }
  | { readonly type: 'error'; readonly fault: Fault };

export type End =
  | { readonly kind: 'done'; readonly finish: string }
  | { readonly kind: 'failed'; readonly fault: Fault }
  /** The person stopped it. */
  | { readonly kind: 'stopped' }
  /** The stream ended without a last event. */
  | { readonly kind: 'broken' }
  /** Refused before it began; `problem` is what the call failed with. */
  | { readonly kind: 'refused'; readonly problem: unknown }
  /** It is being answered on another page. */
  | { readonly kind: 'elsewhere' };

/** One question and its answer; `end` is null while it is being answered. */
export interface Turn {
  /** Tells turns of a page apart. */
  readonly key: string;
  readonly question: string;
  readonly at: number;
  readonly began: boolean;
  readonly provider: string;
  readonly deployment: string;
  readonly tools: readonly ToolUse[];
  readonly text: string;
  readonly citations: readonly Citation[];
  readonly charts: readonly Chart[];
  readonly notices: readonly Notice[];
  readonly usage: Usage | null;
  readonly end: End | null;
}

/** A turn as the hub keeps it. */
export interface StoredTurn {
  readonly id: string;
  readonly question: string;
  readonly at: number;
  readonly provider: string;
  readonly deployment: string;
  /** Null while it runs. */
  readonly finish: string | null;
  readonly events: readonly ChatEvent[];
}

export interface ConversationHead {
  readonly id: string;
  readonly title: string;
  readonly updatedAt: number;
}

export interface Conversation extends ConversationHead {
  readonly turns: readonly StoredTurn[];
}

export interface Use {
  readonly turns: number;
  readonly tokens: number;
}

/** Who answers, and on what terms. */
export interface Terms {
  readonly provider: string;
  readonly deployment: string;
  /** The host that questions and sums go to; empty: nothing leaves the machine. */
  readonly server: string;
  readonly titles: boolean;
  readonly usedToday: Use;
  readonly budget: Use;
  readonly suggestions: readonly Chip[];
}

export function asked(key: string, question: string, at: number): Turn {
  return {
    key,
    question,
    at,
    began: false,
    provider: '',
    deployment: '',
    tools: [],
    text: '',
    citations: [],
    charts: [],
    notices: [],
    usage: null,
    end: null,
  };
}

/** After its end nothing changes a turn. */
export function afterEvent(turn: Turn, event: ChatEvent): Turn {
  if (turn.end !== null) return turn;
  switch (event.type) {
    case 'start':
      return { ...turn, began: true, provider: event.provider, deployment: event.deployment };
    case 'tool':
      return { ...turn, tools: withTool(turn.tools, event.tool) };
    case 'delta':
      return { ...turn, text: turn.text + event.text };
    case 'cite':
      return { ...turn, citations: [...turn.citations.filter(({ n }) => n !== event.citation.n), event.citation] };
    case 'chart':
      return { ...turn, charts: [...turn.charts, event.chart] };
    case 'notice':
      return {
        ...turn,
        notices: [...turn.notices, event.notice],
        deployment: event.notice.deployment ?? turn.deployment,
      };
    case 'usage':
      return { ...turn, usage: event.usage };
    case 'done':
      return ended(turn, { kind: 'done', finish: event.finish });
    case 'error':
      return ended(turn, { kind: 'failed', fault: event.fault });
  }
}

/** Ends a turn that has not ended; what its tools were about to find will not come. */
export function ended(turn: Turn, end: End): Turn {
  if (turn.end !== null) return turn;
  return { ...turn, end, tools: turn.tools.filter(({ state }) => state !== 'running') };
}

/** A kept turn, as it looked when it ended. */
export function replayed(stored: StoredTurn): Turn {
  const { id, question, at, provider, deployment } = stored;
  let turn: Turn = { ...asked(id, question, at), began: true, provider, deployment };
  for (const event of stored.events) turn = afterEvent(turn, event);
  return ended(turn, endOf(stored.finish));
}

function endOf(finish: string | null): End {
  if (finish === null) return { kind: 'elsewhere' };
  return finish === 'cancelled' ? { kind: 'stopped' } : { kind: 'done', finish };
}

function withTool(tools: readonly ToolUse[], tool: ToolUse): readonly ToolUse[] {
  return tools.some(({ ref }) => ref === tool.ref)
    ? tools.map((each) => (each.ref === tool.ref ? tool : each))
    : [...tools, tool];
}

/** Whether asking the same again may help. */
export function isRetryable(end: End): boolean {
  return end.kind === 'failed' ? end.fault.retryable : end.kind !== 'done' && end.kind !== 'elsewhere';
}

/** What the keys of a result's rows are. */
export type KeyKind = 'mode' | 'app' | 'hour' | 'weekday' | 'day' | 'week' | 'month' | 'instant' | 'name';

const GROUPS: readonly KeyKind[] = ['mode', 'app', 'hour', 'weekday', 'day', 'week', 'month'];

export function keyKind(tool: ToolUse | undefined): KeyKind {
  const first = tool?.columns[0];
  if (!tool || !first) return 'name';
  if (first.unit === 'instant') return 'instant';
  if (first.name === 'day') return 'day';
  return (first.name === 'key' && GROUPS.find((group) => group === tool.arguments.group_by)) || 'name';
}

/** Facts come without their unit; their names tell it. */
export function factUnit(name: string, value: Cell): Unit {
  if (name.endsWith('Ms')) return 'ms';
  if (name.endsWith('Db')) return 'db';
  if (name === 'change' || name.endsWith('Share')) return 'share';
  if (/(Start|End)$/.test(name)) return 'time_of_day';
  if (name === 'mouse' || name === 'keyboard') return 'level';
  return typeof value === 'string' ? 'text' : 'count';
}
