import { Lexer, type Token, Tokenizer, type Tokens } from 'marked';

/** What an answer may be made of; there is nothing here that loads, links or runs. */
export type Block =
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly kind: 'heading'; readonly children: readonly Inline[] }
  | { readonly kind: 'list'; readonly start: number | null; readonly items: readonly (readonly Block[])[] }
  | {
      readonly kind: 'table';
      readonly header: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
      /** By column: numbers stand on the right. */
      readonly right: readonly boolean[];
    }
  | { readonly kind: 'code'; readonly text: string };

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong'; readonly children: readonly Inline[] }
  | { readonly kind: 'em'; readonly children: readonly Inline[] }
  | { readonly kind: 'break' }
  /** `[n]`, and the blank before it. */
  | { readonly kind: 'cite'; readonly n: number }
  /** The hub's mark after a number that is in no result. */
  | { readonly kind: 'unbacked' };

/** Stands after a number that no result has. */
const UNBACKED = '⁇';

/** Lists within lists go no deeper; what is deeper is text. */
const MAX_DEPTH = 5;

/** Reads the markdown of an answer; what is not allowed is the text it was written as. */
export function markdown(source: string): readonly Block[] {
  try {
    return blocks(new Lexer({ tokenizer: new AnswerTokenizer(), gfm: true }).lex(source), 0);
  } catch {
    // Nested without measure: no answer a person could read as anything but text.
    return [{ kind: 'paragraph', children: pieces(source) }];
  }
}

/** While an answer is written, a bold stretch is bold before its end is there. */
export function unfinished(source: string): string {
  const paragraph = source.slice(source.lastIndexOf('\n') + 1).replace(/\*\*$/, '');
  const open = paragraph.split('**').length % 2 === 0;
  return open ? `${source.replace(/\s*\**$/, '')}**` : source;
}

/** An answer in plain words, to be read out. */
export function spoken(source: string): string {
  return source
    .replace(/\[\d+\]|[*_`|#⁇]/g, '')
    .replace(/-{3,}/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

class AnswerTokenizer extends Tokenizer {
  override html(): undefined {}
  override def(): undefined {}
  override tag(): undefined {}
  override link(): undefined {}
  override reflink(): undefined {}
  override autolink(): undefined {}
  override url(): undefined {}
}

function blocks(tokens: readonly Token[], depth: number): readonly Block[] {
  return tokens.flatMap((token) => block(token, depth));
}

function block(token: Token, depth: number): readonly Block[] {
  switch (token.type) {
    case 'space':
    case 'hr':
      return [];
    case 'heading':
      return [{ kind: 'heading', children: inlines(token.tokens) }];
    case 'code':
      return [{ kind: 'code', text: token.text }];
    case 'list':
      if (depth < MAX_DEPTH) return [listOf(token as Tokens.List, depth)];
      break;
    case 'blockquote':
      if (depth < MAX_DEPTH) return blocks(token.tokens ?? [], depth + 1);
      break;
    case 'table':
      return [tableOf(token as Tokens.Table)];
    case 'paragraph':
    case 'text':
      return [{ kind: 'paragraph', children: inlines(token.tokens ?? [token]) }];
  }
  return [{ kind: 'paragraph', children: pieces(token.raw) }];
}

function listOf(token: Tokens.List, depth: number): Block {
  const start = token.ordered ? Number(token.start) || 1 : null;
  return { kind: 'list', start, items: token.items.map((item) => blocks(item.tokens, depth + 1)) };
}

function tableOf(token: Tokens.Table): Block {
  return {
    kind: 'table',
    header: token.header.map((cell) => inlines(cell.tokens)),
    rows: token.rows.map((row) => row.map((cell) => inlines(cell.tokens))),
    right: token.align.map((align) => align === 'right'),
  };
}

function inlines(tokens: readonly Token[] | undefined): readonly Inline[] {
  const found: Inline[] = [];
  let text = '';
  // Neighbours that are text are read together: a citation may be cut in two by the lexer.
  const flush = () => {
    found.push(...pieces(text));
    text = '';
  };
  for (const token of tokens ?? []) {
    switch (token.type) {
      case 'strong':
      case 'em':
        flush();
        found.push({ kind: token.type, children: inlines(token.tokens) });
        break;
      case 'del':
        flush();
        found.push(...inlines(token.tokens));
        break;
      case 'codespan':
        flush();
        found.push({ kind: 'code', text: token.text });
        break;
      case 'br':
        flush();
        found.push({ kind: 'break' });
        break;
      case 'text':
      case 'escape':
        text += token.text;
        break;
      case 'checkbox':
        break;
      default:
        text += token.raw;
    }
  }
  flush();
  return found;
}

function pieces(text: string): readonly Inline[] {
  return text
    .split(/(\s?\[\d{1,3}\]|⁇)/)
    .filter((piece) => piece !== '')
    .map((piece): Inline => {
      if (piece === UNBACKED) return { kind: 'unbacked' };
      const n = /^\s?\[(\d+)\]$/.exec(piece)?.[1];
      return n ? { kind: 'cite', n: Number(n) } : { kind: 'text', text: piece };
    });
}
