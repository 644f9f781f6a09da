/** A person's own rules: their shape on the wire, and the form that edits one. */

export const fields = ['app', 'title', 'domain'] as const;
export const kinds = ['is', 'contains', 'pattern'] as const;
export const sounds = [
  'microphoneInUse',
  'voiceMicrophone',
  'voiceSystem',
  'bothVoices',
  'systemSound',
  'silence',
] as const;
export const everyDay: readonly number[] = [1, 2, 3, 4, 5, 6, 7];
const workDays: readonly number[] = [1, 2, 3, 4, 5];

export type Field = (typeof fields)[number];
export type Kind = (typeof kinds)[number];
export type Sound = (typeof sounds)[number];

export interface TextCondition {
  readonly kind: Kind;
  readonly text: string;
}

export interface Hours {
  /** `09:30` */
  readonly from: string;
  readonly to: string;
  /** Monday is 1; those on which it begins. */
  readonly days: readonly number[];
}

export interface Rule {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly mode: string;
  readonly app: TextCondition | null;
  readonly title: TextCondition | null;
  readonly domain: TextCondition | null;
  readonly hours: Hours | null;
  readonly audio: Sound | null;
}

/** Rules that were applied to the past. */
export interface Application {
  readonly id: string;
  readonly at: number;
  readonly from: number;
  readonly state: 'applying' | 'applied' | 'undoing' | 'undone';
  readonly days: number;
  readonly daysLeft: number;
}

export interface Change {
  readonly from: number;
  readonly to: number;
  readonly before: string | null;
  readonly after: string | null;
  readonly app: string | null;
}

/** What rules would change in the past. */
export interface Effect {
  readonly from: number;
  readonly to: number;
  readonly modes: readonly { readonly mode: string; readonly beforeMs: number; readonly afterMs: number }[];
  readonly changes: number;
  readonly days: number;
  readonly examples: readonly Change[];
  readonly thinnedDays: number;
}

/** A rule as a form holds it: everything is there, what is empty counts for nothing. */
export interface Draft {
  name: string;
  mode: string;
  texts: Record<Field, { kind: Kind; text: string }>;
  timed: boolean;
  from: string;
  to: string;
  days: number[];
  audio: Sound | '';
}

export function draftOf(rule: Rule | null, mode: string): Draft {
  const text = (field: Field) => ({ kind: rule?.[field]?.kind ?? 'contains', text: rule?.[field]?.text ?? '' });
  return {
    name: rule?.name ?? '',
    mode: rule?.mode ?? mode,
    texts: { app: text('app'), title: text('title'), domain: { ...text('domain'), kind: rule?.domain?.kind ?? 'is' } },
    timed: rule?.hours != null,
    from: rule?.hours?.from ?? '09:00',
    to: rule?.hours?.to ?? '17:00',
    days: [...(rule?.hours?.days ?? workDays)],
    audio: rule?.audio ?? '',
  };
}

/** Whether the hub would take the form for a rule, as far as the form can tell. */
export function isComplete(draft: Draft): boolean {
  const said = fields.some((field) => draft.texts[field].text.trim() !== '');
  const hours = !draft.timed || (draft.from !== '' && draft.to !== '' && draft.days.length > 0);
  return draft.mode !== '' && hours && (said || draft.timed || draft.audio !== '');
}

/** The form as the hub takes it; what is empty is null, so that a change takes it away. */
export function wireOf(draft: Draft, nameless: string) {
  const text = ({ kind, text }: { kind: Kind; text: string }) => (text.trim() === '' ? null : { [kind]: text });
  return {
    name: draft.name.trim() || nameOf(draft) || nameless,
    mode: draft.mode,
    app: text(draft.texts.app),
    title: text(draft.texts.title),
    domain: text(draft.texts.domain),
    hours: draft.timed ? hoursOf(draft) : null,
    audio: draft.audio || null,
  };
}

export type RuleWire = ReturnType<typeof wireOf>;

/** The same rule again, as the hub takes it. */
export function wireAgain(rule: Rule): RuleWire & { enabled: boolean } {
  return { ...wireOf(draftOf(rule, rule.mode), rule.name), enabled: rule.enabled };
}

function hoursOf({ from, to, days }: Draft) {
  return days.length === everyDay.length ? { from, to } : { from, to, days: [...days].sort((a, b) => a - b) };
}

/** A rule that was given no name is called by its first text. */
function nameOf(draft: Draft): string {
  for (const field of fields) {
    const text = draft.texts[field].text.trim();
    if (text !== '') return [...text].slice(0, 60).join('');
  }
  return '';
}

/** The field a fault is about, of the path that the hub names. */
export function fieldAtFault(path: string): Field | 'name' | 'mode' | 'hours' | 'audio' | null {
  const first = path.split('/').find((part) => part !== 'rule' && part !== '');
  return ([...fields, 'name', 'mode', 'hours', 'audio'] as const).find((field) => field === first) ?? null;
}

/** Modes whose time would change, what changes most first. */
export function changedModes(effect: Effect): Effect['modes'] {
  const by = ({ beforeMs, afterMs }: Effect['modes'][number]) => Math.abs(afterMs - beforeMs);
  return effect.modes.filter((mode) => by(mode) > 0).sort((a, b) => by(b) - by(a));
}

export function isUnderWay({ state }: Application): boolean {
  return state === 'applying' || state === 'undoing';
}

/** 0 to 1. */
export function progress({ days, daysLeft }: Application): number {
  return days === 0 ? 1 : (days - daysLeft) / days;
}

/** The newest application that can be taken back. */
export function undoable(applications: readonly Application[]): Application | null {
  return applications.find(({ state }) => state === 'applying' || state === 'applied') ?? null;
}
