import { w } from '../../messages/models';
import type { Model, Trial } from '../../model/models';

/** What the page calls a model. */
export function nameOf({ id, name }: Pick<Model, 'id' | 'name'>): string {
  return id === 'shipped' ? w().shipped : name;
}

/** `ExtraTrees, 100 trees, 2 rows a leaf`. */
export function candidateName({ family, settings }: Trial, locale: string): string {
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
  const said = Object.entries(settings).map(([name, value]) => {
    const n = format.format(value);
    return w().settings[name]?.(n) ?? `${name} ${n}`;
  });
  return [w().families[family] ?? family, ...said].join(', ');
}
