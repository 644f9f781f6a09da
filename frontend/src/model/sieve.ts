import { firstEndingAfter } from './lanes';
import type { Filter } from './route';
import type { AppSpan, Span } from './types';

interface Part {
  readonly from: number;
  readonly to: number;
}

/** What filters leave of a day. */
export interface Sieve {
  /** In order; null: all of the day. */
  readonly hours: readonly Part[] | null;
  /** Whether a stretch is of the mode, and the app was in front during it. */
  readonly keepsSpan: (span: Part & Pick<Span, 'mode'>) => boolean;
  /** Whether it is the app, and was in front during the mode. */
  readonly keepsApp: (app: AppSpan) => boolean;
  readonly keepsTime: (part: Part) => boolean;
}

/** Of spans and apps in order of time; `hours` are those that the filter names on this day. */
export function sieve(
  filter: Filter,
  facts: { readonly main: readonly Span[]; readonly apps: readonly AppSpan[] },
  hours: readonly Part[] | null,
): Sieve {
  const ofMode = filter.mode ? facts.main.filter(({ mode }) => mode === filter.mode) : null;
  const ofApp = filter.app ? joined(facts.apps.filter(({ app }) => app === filter.app)) : null;
  return {
    hours,
    keepsSpan: (span) => (!filter.mode || span.mode === filter.mode) && meets(span, ofApp),
    keepsApp: (app) => (!filter.app || app.app === filter.app) && meets(app, ofMode),
    keepsTime: (part) => meets(part, hours),
  };
}

/** What of a stretch others don't cover; they are in order and don't overlap. */
export function gaps(whole: Part, others: readonly Part[]): readonly Part[] {
  const found: Part[] = [];
  let from = whole.from;
  for (const other of others) {
    if (other.from > from) found.push({ from, to: Math.min(other.from, whole.to) });
    from = Math.max(from, other.to);
  }
  if (from < whole.to) found.push({ from, to: whole.to });
  return found.filter((gap) => gap.to > gap.from);
}

function meets(part: Part, others: readonly Part[] | null): boolean {
  if (others === null) return true;
  const first = others[firstEndingAfter(others, part.from)];
  return first !== undefined && first.from < part.to;
}

/** Two devices may have shown one app at the same time. */
function joined(parts: readonly Part[]): readonly Part[] {
  const all: Part[] = [];
  for (const { from, to } of parts) {
    const last = all.at(-1);
    if (last && from <= last.to) all[all.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else all.push({ from, to });
  }
  return all;
}
