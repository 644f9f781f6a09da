/**
 * How far apart colours look, also to the colour-blind: Euclidean in OKLab (Ottosson 2020), the least over common sight and
 * complete protanopia, deuteranopia and tritanopia as Machado, Oliveira and Fernandes (2009) simulate them in linear RGB.
 */

type Triple = readonly [number, number, number];

const SIGHTS: readonly (readonly [Triple, Triple, Triple])[] = [
  [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
];

/** Colours nearer than this are easily taken for each other. */
export const ALIKE = 0.06;

/** From 0 (alike) to about 1; colours are `#rrggbb`. */
export function distance(a: string, b: string): number {
  return Math.min(
    ...SIGHTS.map((sight) => {
      const [one, other] = [oklab(seen(linear(a), sight)), oklab(seen(linear(b), sight))];
      return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
    }),
  );
}

function linear(colour: string): Triple {
  const channel = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function seen(colour: Triple, sight: readonly [Triple, Triple, Triple]): Triple {
  const part = (row: Triple) => {
    const sum = row[0] * colour[0] + row[1] * colour[1] + row[2] * colour[2];
    return Math.max(0, Math.min(1, sum));
  };
  return [part(sight[0]), part(sight[1]), part(sight[2])];
}

function oklab([r, g, b]: Triple): Triple {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
