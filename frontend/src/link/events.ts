/** One message of a `text/event-stream`. */
export interface Message {
  readonly event: string;
  readonly data: string;
}

/** More than any event of the hub; a stream that goes past it is no stream of ours. */
const MAX_MESSAGE = 1_000_000;

/**
 * Reads a `text/event-stream` as its bytes come, however they are cut: within a line's end, a character or anywhere else. Ids and
 * retry times are not used here and dropped.
 */
export class EventParser {
  readonly #decoder = new TextDecoder();
  #rest = '';
  #event = '';
  #data: string[] = [];
  #size = 0;
  /** The last piece ended with CR: an LF that follows belongs to it. */
  #afterReturn = false;

  /** The messages that these bytes complete. */
  push(bytes: Uint8Array): Message[] {
    let text = this.#decoder.decode(bytes, { stream: true });
    if (text === '') return [];
    if (this.#afterReturn && text.startsWith('\n')) text = text.slice(1);
    this.#afterReturn = text === '' ? false : text.endsWith('\r');
    const lines = (this.#rest + text).split(/\r\n|\r|\n/);
    this.#rest = lines.pop() ?? '';
    const messages: Message[] = [];
    for (const line of lines) {
      const message = this.#line(line);
      if (message) messages.push(message);
    }
    if (this.#size + this.#rest.length > MAX_MESSAGE) throw new Error('an event without an end');
    return messages;
  }

  #line(line: string): Message | null {
    if (line === '') return this.#dispatch();
    const colon = line.indexOf(':');
    if (colon === 0) return null;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'event') this.#event = value;
    if (field === 'data') {
      this.#data.push(value);
      this.#size += value.length;
    }
    return null;
  }

  #dispatch(): Message | null {
    const message = this.#data.length > 0 ? { event: this.#event || 'message', data: this.#data.join('\n') } : null;
    this.#event = '';
    this.#data = [];
    this.#size = 0;
    return message;
  }
}
