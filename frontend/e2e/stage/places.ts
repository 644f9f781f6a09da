import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export function inRepository(path: string): string {
  return fileURLToPath(new URL(`../../../${path}`, import.meta.url));
}

export const hubJar = inRepository('backend/target/modehub.jar');
/** The classes it loads, ready to be mapped, where the build could make them. */
export const hubClasses = inRepository('backend/target/modehub.jsa');
export const agentJar = inRepository('agent/target/modehub-agent.jar');
export const agentProgram = inRepository('agent/bin/modehub-agent');
/** Where the screenshots and the programs' output stay. */
export const outputs = inRepository('frontend/target/e2e');

/** Where a program is installed; null where it isn't. */
export function locate(program: string): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(folder, program);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // The next folder may have it.
    }
  }
  return null;
}
