/** What a person or a window wrote, within a sentence: it turns no other text around. */
export function apart(text: string): string {
  return `\u2068${text}\u2069`;
}
