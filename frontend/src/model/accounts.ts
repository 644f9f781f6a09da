import type { Agent, Role } from './types';

export const roles = ['viewer', 'contributor', 'admin'] as const satisfies readonly Role[];
export const scopes = ['read', 'post', 'write'] as const;
export type Scope = (typeof scopes)[number];

/** A role for some hours. */
export interface Grant {
  readonly role: string;
  readonly reason: string;
  readonly until: number;
}

/** A browser in which the person is signed in. */
export interface SessionRow {
  readonly id: string;
  /** Browser and system, or empty. */
  readonly device: string;
  readonly address: string;
  readonly createdAt: number;
  readonly usedAt: number;
  readonly current: boolean;
}

export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly lastUsedAt: number | null;
  readonly lastUsedFrom: string;
}

/** What is collected of the person; `pausedSince` null: it goes on. */
export interface Collection {
  readonly pausedSince: number | null;
  readonly agents: readonly Agent[];
}

/** Somebody, or what is left of them: their id, without a name once they are deleted. */
export interface Who {
  readonly id: string;
  readonly name: string | null;
}

export interface AuditEntry {
  readonly id: number;
  readonly at: number;
  readonly actor: Who | null;
  readonly action: string;
  readonly person: Who | null;
  readonly address: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface AuditPage {
  readonly items: readonly AuditEntry[];
  readonly nextCursor: string | null;
}

export interface Member {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** For good. */
  readonly role: Role;
  readonly granted: Grant | null;
  readonly disabled: boolean;
  /** Null: invited only. */
  readonly joinedAt: number | null;
  readonly seenAt: number | null;
}

export interface Link {
  readonly link: string;
  readonly expiresAt: number;
}

/** The same few signs of an id wherever it stands. */
export function pseudonym(id: string): string {
  return id.slice(0, 6);
}
