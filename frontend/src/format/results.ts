import type { ChatMessages } from '../messages/chat.en';
import { keysOf, valueAt } from '../model/chart';
import { type Chart, factUnit, keyKind, type ToolUse } from '../model/chat';
import { keyText, type Manner, quantity } from './quantity';

/** A result in words. */
export interface ResultTable {
  readonly head: readonly { readonly text: string; readonly number: boolean }[];
  readonly rows: readonly (readonly string[])[];
}

/** Names of rows that mean nothing to a person. */
const HIDDEN = 'id';

/** `Active time · last 7 days · by mode`. */
export function toolTitle(tool: ToolUse, chat: ChatMessages): string {
  const group = chat.groups[String(tool.arguments.group_by)];
  const filters = ['mode', 'app', 'agent'].map((name) => tool.arguments[name]).filter((value) => isText(value));
  return [
    chat.tools[tool.name] ?? tool.name,
    ...filters.map(String),
    ...tool.periods.map(({ label }) => label),
    ...(group ? [chat.tool.by(group)] : []),
  ].join(' · ');
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** Single values, each with its name; those that are absent are left out. */
export function factsOf(tool: ToolUse, chat: ChatMessages, manner: Manner): readonly (readonly [string, string])[] {
  return Object.entries(tool.facts)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => [columnName(name, tool, chat), quantity(value, factUnit(name, value), manner)]);
}

export function tableOf(tool: ToolUse, chat: ChatMessages, manner: Manner): ResultTable {
  const kind = keyKind(tool);
  const columns = tool.columns.map((column, index) => ({ ...column, index })).filter(({ name }) => name !== HIDDEN);
  return {
    head: columns.map(({ name, unit }) => ({
      text: columnName(name, tool, chat),
      number: unit !== 'text' && unit !== 'instant',
    })),
    rows: tool.rows.map((row) =>
      columns.map(({ unit, index }) => {
        const cell = row[index] ?? null;
        return index === 0 && typeof cell === 'string' ? keyText(cell, kind, manner) : quantity(cell, unit, manner);
      }),
    ),
  };
}

/** What a chart shows, for who cannot or would rather not look at it. */
export function chartTable(chart: Chart, tool: ToolUse | undefined, chat: ChatMessages, manner: Manner): ResultTable {
  const kind = keyKind(tool);
  const first = tool?.columns[0]?.name ?? 'key';
  return {
    head: [
      { text: columnName(first, tool, chat), number: false },
      ...chart.series.map(({ name }) => ({ text: columnName(name, tool, chat), number: true })),
    ],
    rows: keysOf(chart, kind).map((key) => [
      keyText(key, kind, manner),
      ...chart.series.map((series) => quantity(valueAt(series, key, chart.unit), chart.unit, manner)),
    ]),
  };
}

/** The name of a column or fact; of two periods each has its own. */
export function columnName(name: string, tool: ToolUse | undefined, chat: ChatMessages): string {
  const [first, second] = tool?.periods ?? [];
  if (name === 'aMs' && first) return first.label;
  if (name === 'bMs' && second) return second.label;
  const group = name === 'key' && tool ? chat.groups[String(tool.arguments.group_by)] : undefined;
  if (group) return group.charAt(0).toUpperCase() + group.slice(1);
  return chat.columns[name] ?? name;
}
