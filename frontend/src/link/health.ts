import { record, text } from '../live/parse';

/** What the hub was built from. */
export interface Build {
  readonly version: string;
  readonly commit: string;
}

const build = record<Build>({ version: text, commit: text });

/** Asks the hub what it is; null where it doesn't say. */
export async function readBuild(): Promise<Build | null> {
  try {
    const answer = await fetch('/health/live');
    return answer.ok ? build(await answer.json(), '') : null;
  } catch {
    return null;
  }
}
