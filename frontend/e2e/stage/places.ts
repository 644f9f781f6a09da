import { fileURLToPath } from 'node:url';

function inRepository(path: string): string {
  return fileURLToPath(new URL(`../../../${path}`, import.meta.url));
}

export const hubJar = inRepository('backend/target/modehub.jar');
export const agentJar = inRepository('agent/target/modehub-agent.jar');
export const agentProgram = inRepository('agent/bin/modehub-agent');
/** Where the screenshots and the programs' output stay. */
export const outputs = inRepository('frontend/target/e2e');
