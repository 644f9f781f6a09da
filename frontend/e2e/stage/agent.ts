import { join } from 'node:path';
import type { Hub } from './hub';
import { agentProgram } from './places';
import type { Environment, Program, Stage } from './stage';

/** Pairs the real agent with the hub and runs it in the given desktop. */
export async function startAgent(stage: Stage, hub: Hub, name: string, environment: Environment): Promise<Program> {
  const home = join(stage.home, 'agent');
  await stage.run('pair', [agentProgram, 'pair', hub.url, hub.pairingCode, '--home', home, '--name', name]);
  return stage.start('agent', [agentProgram, 'run', '--home', home], environment);
}
