import { instant, list, number, or, orNull, record, text } from '../live/parse';
import type { Api } from './api';

/** How an agent and the hub stand: items taken over, still in its spool, lost, set aside. */
export interface AgentStanding {
  readonly id: string;
  readonly agentVersion: string;
  readonly pairedAt: number | null;
  readonly kept: number;
  readonly waiting: number;
  readonly lost: number;
  readonly rejected: number;
}

const standing = record<AgentStanding>({
  id: text,
  agentVersion: or(text, ''),
  pairedAt: orNull(instant),
  kept: or(number(0), 0),
  waiting: or(number(0), 0),
  lost: or(number(0), 0),
  rejected: or(number(0), 0),
});
const standings = record({ items: list(standing) });

export async function agentStandings(api: Api): Promise<ReadonlyMap<string, AgentStanding>> {
  const { items } = await api.call('/agents', { read: standings });
  return new Map(items.map((item) => [item.id, item]));
}

export async function renameAgent(api: Api, agentId: string, name: string): Promise<void> {
  await api.call(`/agents/${encodeURIComponent(agentId)}`, { method: 'PATCH', body: { name } });
}
