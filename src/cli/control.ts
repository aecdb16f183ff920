import type { Toolbox } from '../contract/tools.ts'
import type { ExitCode } from './command.ts'

/** The server and its database, which are loaded for these commands only. */
export interface Control {
  up(asked: UpAsked): Promise<ExitCode>
  server(asked: ServerAsked): Promise<ExitCode>
  worker(asked: WorkerAsked): Promise<ExitCode>
  ledger(asked: LedgerAsked): Promise<ExitCode>
  /** Answers an agent on standard input and output until it goes. */
  mcp(asked: McpAsked): Promise<void>
}

export interface McpAsked {
  readonly toolbox: Toolbox
}

export interface UpAsked {
  /** A repository of this machine or elsewhere; the example when nothing is said. */
  readonly repository: string | undefined
  readonly state: string | undefined
  readonly host: string
  readonly port: number
}

export interface ServerAsked {
  readonly state: string | undefined
  readonly host: string
  readonly port: number
  readonly address: string | undefined
  /** Prints a one-time link that signs this user in as an administrator. */
  readonly signIn: string | undefined
}

export interface WorkerAsked {
  readonly state: string | undefined
  readonly concurrency: number
}

export interface LedgerAsked {
  readonly verb: 'verify' | 'export' | 'rebuild'
  /** Every project when nothing is said. */
  readonly project: string | undefined
  readonly state: string | undefined
}
