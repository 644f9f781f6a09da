import type { RulesMessages } from '../messages/rules.en';
import { everyDay, fields, type Hours, type Rule } from '../model/rules';
import { apart } from './apart';
import { weekdayName } from './time';

/** A rule's conditions in words, one a piece. */
export function conditions(rule: Rule, messages: RulesMessages, locale: string): readonly string[] {
  const words: string[] = [];
  for (const field of fields) {
    const condition = rule[field];
    if (condition)
      words.push(messages.says[field](messages.kinds[condition.kind], messages.says.quoted(apart(condition.text))));
  }
  if (rule.hours) words.push(hoursText(rule.hours, messages, locale));
  if (rule.audio) words.push(messages.sounds[rule.audio]);
  return words;
}

function hoursText({ from, to, days }: Hours, { says }: RulesMessages, locale: string): string {
  const when = from === to ? says.allDay : says.hours(from, to);
  return `${daysText(days, says, locale)}, ${when}`;
}

function daysText(days: readonly number[], says: RulesMessages['says'], locale: string): string {
  const key = [...days].sort().join('');
  if (days.length === everyDay.length) return says.everyDay;
  if (key === '12345') return says.workDays;
  if (key === '67') return says.weekend;
  return [...days]
    .sort()
    .map((day) => weekdayName(day, locale, 'short'))
    .join(', ');
}
