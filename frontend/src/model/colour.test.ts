import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ALIKE, distance } from './colour';

it('the colours everybody starts with can be told apart by the colour-blind', () => {
  const source = new URL('../../../backend/src/main/java/io/modehub/store/UserStore.java', import.meta.url);
  const modes = [...readFileSync(source, 'utf8').matchAll(/'(Work|Meeting|Relax|Gaming)', '(#[0-9a-f]{6})'/g)];
  expect(modes).toHaveLength(4);
  for (const [, mode, colour = ''] of modes) {
    for (const [, other, otherColour = ''] of modes) {
      if (mode !== other) expect(distance(colour, otherColour), `${mode} and ${other}`).toBeGreaterThan(ALIKE * 1.5);
    }
  }
});

it('red and green of one lightness are alike to some', () => {
  expect(distance('#b0461e', '#6a6a00')).toBeLessThan(distance('#b0461e', '#2c85ed'));
  expect(distance('#2f6fde', '#8e44c9')).toBeLessThan(ALIKE);
});
