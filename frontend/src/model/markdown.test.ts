import { describe, expect, it } from 'vitest';
import { type Block, type Inline, markdown, spoken, unfinished } from './markdown';

const KINDS = new Set([
  'paragraph',
  'heading',
  'list',
  'table',
  'code',
  'text',
  'strong',
  'em',
  'break',
  'cite',
  'unbacked',
]);

/** All that is written, and a check that nothing else is there. */
function words(nodes: readonly (Block | Inline)[]): string {
  return nodes
    .map((node) => {
      expect(KINDS).toContain(node.kind);
      switch (node.kind) {
        case 'text':
        case 'code':
          return node.text;
        case 'list':
          return node.items.map(words).join(' ');
        case 'table':
          return [node.header, ...node.rows].flat().map(words).join(' ');
        case 'cite':
          return `[${node.n}]`;
        case 'break':
        case 'unbacked':
          return '';
        default:
          return words(node.children);
      }
    })
    .join('');
}

const text = (value: string): Inline => ({ kind: 'text', text: value });
const paragraph = (...children: Inline[]): Block => ({ kind: 'paragraph', children });

describe('the markdown of an answer', () => {
  it('is bold, italic, code and paragraphs', () => {
    expect(markdown('**12 h** in *one* `app`\n\nMore')).toEqual([
      paragraph(
        { kind: 'strong', children: [text('12 h')] },
        text(' in '),
        { kind: 'em', children: [text('one')] },
        text(' '),
        { kind: 'code', text: 'app' },
      ),
      paragraph(text('More')),
    ]);
  });

  it('is headings, lists and tables', () => {
    expect(markdown('## Week\n\n3. a\n4. b\n\n- x\n  - y\n\n| Day | Time |\n|---|--:|\n| Mon | 5 h |')).toEqual([
      { kind: 'heading', children: [text('Week')] },
      { kind: 'list', start: 3, items: [[paragraph(text('a'))], [paragraph(text('b'))]] },
      {
        kind: 'list',
        start: null,
        items: [[paragraph(text('x')), { kind: 'list', start: null, items: [[paragraph(text('y'))]] }]],
      },
      {
        kind: 'table',
        header: [[text('Day')], [text('Time')]],
        rows: [[[text('Mon')], [text('5 h')]]],
        right: [false, true],
      },
    ]);
  });

  it('has citations and marks at numbers without a source', () => {
    expect(markdown('6 h [1][12], 7 h⁇ more')).toEqual([
      paragraph(
        text('6 h'),
        { kind: 'cite', n: 1 },
        { kind: 'cite', n: 12 },
        text(', 7 h'),
        { kind: 'unbacked' },
        text(' more'),
      ),
    ]);
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'a <b onclick="x()">b</b> c',
    '<!-- hidden -->',
    '<div>\n\n**x**\n\n</div>',
    '<style>*{display:none}</style>',
    '<svg><a xlink:href="javascript:alert(1)">x</a></svg>',
    '<a href="https://evil.example">x</a>',
  ])('shows HTML as text: %s', (source) => {
    const shown = words(markdown(source));
    expect(shown.replaceAll('**', '').replace(/\s/g, '')).toBe(source.replaceAll('**', '').replace(/\s/g, ''));
  });

  it.each([
    '[here](https://evil.example)',
    '![pixel](https://evil.example/x.png?d=secret)',
    '[a][b]\n\n[b]: https://evil.example "t"',
    '<https://evil.example>',
    'https://evil.example/?q=1',
    'www.evil.example',
    'mail@evil.example',
    '[x](javascript:alert(1))',
    '[x](data:text/html;base64,PHNjcmlwdD4=)',
    '[![a](b)](c)',
  ])('links nowhere and loads nothing: %s', (source) => {
    // Whatever it is, it is made of words only, and they are all there.
    const shown = words(markdown(source));
    for (const word of source.match(/[a-z]{3,}/gi) ?? []) expect(shown).toContain(word);
  });

  it('makes no more than text of entities', () => {
    expect(words(markdown('&lt;b&gt; &#60;b&#62;'))).toBe('&lt;b&gt; <b>');
  });

  it('bears what nests without measure', () => {
    for (const source of ['> '.repeat(5_000), '*'.repeat(20_000), '['.repeat(20_000), '- '.repeat(2_000)]) {
      expect(words(markdown(`${source}x`))).toContain('x');
    }
  });

  it('never fails nor loses the end, wherever the answer has got to', () => {
    const source =
      '# A\n\n**b** *c* `d` [1] <i>e</i>\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n1. x\n   - y\n\n```\ncode\n```\n> q\nend';
    for (let at = 0; at <= source.length; at++) words(markdown(unfinished(source.slice(0, at))));
    expect(words(markdown(source))).toMatch(/end$/);
  });
});

describe('an unfinished answer', () => {
  it.each([
    ['It was **12', 'It was **12**'],
    ['It was **12 h*', 'It was **12 h**'],
    ['It was **12 h**', 'It was **12 h**'],
    ['**a**\n\n**b', '**a**\n\n**b**'],
    ['plain', 'plain'],
  ])('is bold before its end is there: %j', (source, shown) => {
    expect(unfinished(source)).toBe(shown);
  });
});

it('is read out without its marks', () => {
  expect(spoken('**6 h** [1] in `code`⁇\n\n| a | b |\n|---|---|')).toBe('6 h in code a b');
});
