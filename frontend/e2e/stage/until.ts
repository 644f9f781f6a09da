const EVERY_MS = 50;

/** Asks again and again until the answer is neither false, null, undefined, empty nor a failure; answers it. */
export async function until<T>(what: string, ask: () => T | Promise<T>, withinMs = 20_000): Promise<NonNullable<T>> {
  const end = performance.now() + withinMs;
  let failure: unknown = null;
  while (true) {
    try {
      const answer = await ask();
      if (answer) return answer;
      failure = null;
    } catch (error) {
      failure = error;
    }
    if (performance.now() >= end) {
      const why = failure instanceof Error ? `: ${failure.message}` : '';
      throw new Error(`waited ${withinMs / 1000} s in vain until ${what}${why}`, { cause: failure });
    }
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}
