import { describe, expect, it } from 'vitest';
import { EventParser, type Message } from './events';

const bytes = (text: string) => new TextEncoder().encode(text);

function read(...pieces: readonly Uint8Array[]): Message[] {
  const parser = new EventParser();
  return pieces.flatMap((piece) => parser.push(piece));
}

const STREAM = [
  ': keep-alive',
  '',
  'event: delta',
  'data: {"text":"Täglich 6 h – 好 👍"}',
  '',
  'event:notice',
  'id: 7',
  'data: first',
  'data:  second',
  'data',
  '',
  'retry: 10',
  '',
  'data: alone',
  '',
  '',
].join('\n');

const MESSAGES = [
  { event: 'delta', data: '{"text":"Täglich 6 h – 好 👍"}' },
  { event: 'notice', data: 'first\n second\n' },
  { event: 'message', data: 'alone' },
];

describe('the stream of events', () => {
  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('is read alike wherever it is cut in two, with %s', (_, end) => {
    const whole = bytes(STREAM.replaceAll('\n', end));
    for (let at = 0; at <= whole.length; at++) {
      expect(read(whole.subarray(0, at), whole.subarray(at)), `cut at ${at}`).toEqual(MESSAGES);
    }
  });

  it.each(['\n', '\r\n', '\r'])('is read alike byte by byte', (end) => {
    const whole = bytes(STREAM.replaceAll('\n', end));
    expect(read(...Array.from(whole, (byte) => Uint8Array.of(byte)))).toEqual(MESSAGES);
  });

  it('gives a message as soon as its empty line is there, and not before', () => {
    const parser = new EventParser();
    expect(parser.push(bytes('event: done\ndata: {}\n'))).toEqual([]);
    expect(parser.push(bytes('\n'))).toEqual([{ event: 'done', data: '{}' }]);
  });

  it('drops what has no end', () => {
    expect(read(bytes('data: {"text":'))).toEqual([]);
  });

  it('does not collect without measure', () => {
    const parser = new EventParser();
    const piece = bytes(`data: ${'x'.repeat(99_000)}\n`);
    expect(() => {
      for (let i = 0; i < 12; i++) parser.push(piece);
    }).toThrow('without an end');
    expect(() => new EventParser().push(bytes('y'.repeat(1_000_001)))).toThrow('without an end');
  });
});
