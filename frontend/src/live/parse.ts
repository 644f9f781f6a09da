/**
 * Readers turn `unknown` into a typed value or throw a `ShapeError` that names the path. Unknown fields are dropped.
 * Absent and null are the same thing on the wire; inside it is always null.
 */
export type Reader<T> = (value: unknown, path: string) => T;

export class ShapeError extends Error {
  readonly path: string;

  constructor(path: string, wanted: string) {
    super(`${path || 'value'}: expected ${wanted}`);
    this.path = path;
  }
}

export const text: Reader<string> = (value, path) => {
  if (typeof value !== 'string') throw new ShapeError(path, 'a string');
  return value;
};

export const flag: Reader<boolean> = (value, path) => {
  if (typeof value !== 'boolean') throw new ShapeError(path, 'true or false');
  return value;
};

/** A finite number within `[min, max]`. */
export function number(min = -Infinity, max = Infinity): Reader<number> {
  return (value, path) => {
    if (typeof value !== 'number' || !Number.isFinite(value) || value < min || value > max) {
      throw new ShapeError(path, `a number from ${min} to ${max}`);
    }
    return value;
  };
}

/** An ISO-8601 instant with an offset, as milliseconds since the epoch. */
export const instant: Reader<number> = (value, path) => {
  const millis = typeof value === 'string' && /(Z|[+-]\d\d:?\d\d)$/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(millis)) throw new ShapeError(path, 'an instant with an offset');
  return millis;
};

export function oneOf<T extends string>(...allowed: readonly T[]): Reader<T> {
  return (value, path) => {
    const found = allowed.find((each) => each === value);
    if (found === undefined) throw new ShapeError(path, `one of ${allowed.join(', ')}`);
    return found;
  };
}

export function list<T>(item: Reader<T>): Reader<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw new ShapeError(path, 'an array');
    return value.map((each, index) => item(each, `${path}[${index}]`));
  };
}

export function record<T>(fields: { readonly [K in keyof T]: Reader<T[K]> }): Reader<T> {
  return (value, path) => {
    const source = object(value, path);
    const result: Partial<T> = {};
    for (const key in fields) {
      result[key] = fields[key](source[key], path ? `${path}.${key}` : key);
    }
    return result as T;
  };
}

export function orNull<T>(reader: Reader<T>): Reader<T | null> {
  return or(reader, null);
}

export function or<T, D>(reader: Reader<T>, absent: D): Reader<T | D> {
  return (value, path) => (value === undefined || value === null ? absent : reader(value, path));
}

export function object(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ShapeError(path, 'an object');
  return value as Record<string, unknown>;
}
