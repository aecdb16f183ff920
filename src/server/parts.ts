import type { Commands, SessionSecret } from '../contract/commands.ts'
import type { Queries } from '../contract/queries.ts'
import type { Drifts } from '../contract/drift-store.ts'
import type { Feed } from '../contract/feed-store.ts'
import type { Incidents } from '../contract/incident-store.ts'
import type { LogIntake } from '../contract/log-store.ts'
import type { Looks } from '../contract/look-store.ts'
import type { States } from '../contract/state-store.ts'
import type { Totals } from '../contract/totals.ts'
import type { Tracing } from '../kernel/tracing.ts'
import type { HookPorts } from './hooks/ports.ts'
import type { McpParts } from './mcp/mcp-server.ts'
import type { ServedForge } from './webhooks.ts'

/** What the server is made of: where answers come from, and what it is given of the world. */
export interface Parts {
  readonly queries: Queries
  readonly commands: Commands
  readonly states: States
  readonly drifts: Drifts
  readonly feed: Feed
  readonly incidents: Incidents
  readonly looks: Looks
  readonly logs: LogIntake
  readonly settings: Settings
  /** A file of the console by its path, such as `/assets/main-abc.js`; undefined when there is none. */
  asset(this: void, path: string): Asset | undefined
  /** Milliseconds since 1970. */
  now(this: void): number
  log(this: void, line: LogLine): void
  readonly tracing: Tracing
  /** Whether the database answers. */
  isReady(this: void): Promise<boolean>
  /** How much there is of everything. */
  totals(this: void): Promise<Totals>
  /** What agents may read besides. */
  readonly pages: Pick<McpParts, 'documents' | 'rule' | 'rules'>
  /** How those who are asked before are reached. */
  readonly hookPorts: HookPorts
  readonly forges: readonly ServedForge[]
  /** Ways to sign in; the link of this machine is one. */
  readonly signIn: readonly SignInWay[]
}

export interface Settings {
  readonly version: string
  /** Where people reach the server, without a slash at its end. */
  readonly address: string
  /** Names under which it may be called; every one when none is given. */
  readonly hosts: readonly string[]
  /** Replies are compared with what their routes promise: in tests. */
  readonly checksReplies: boolean
  /** Requests that one caller may send in a second, and at once. */
  readonly rate: { readonly perSecond: number; readonly burst: number }
  /** Hooks may point at this machine and at private networks. */
  readonly allowsPrivateHooks: boolean
  /** Programs that hooks of any project may run; administrators of the installation may name others. */
  readonly hookPrograms: readonly string[]
  /** Folders of this machine whose files may be read as logs. */
  readonly logFolders: readonly string[]
}

export interface Asset {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly type: string
}

/** One line of the log: closed facts, so that no secret gets in. */
export interface LogLine {
  readonly level: 'info' | 'warning' | 'error'
  readonly message: string
  readonly facts: Readonly<Record<string, string | number>>
}

/** A way to find out who someone is: a link of this machine today; OpenID Connect would be another. */
export interface SignInWay {
  /** Below `/sign-in`; empty for the link. */
  readonly path: string
  /** The session that a request proves, or nothing. */
  prove(query: Readonly<Record<string, string>>): Promise<SessionSecret | undefined>
}
