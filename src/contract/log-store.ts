import type { Answer } from './commands.ts'

/** What the logs of a source of signals say, as counts of their messages. */
export interface Logs {
  /** Goes on with more lines, one caller at a time for each source; what `work` makes of what is remembered is kept. */
  take(
    project: string,
    signals: string,
    work: (kept: KeptLogs) => Promise<TakenLogs | undefined>,
  ): Promise<Answer<undefined>>
  /** Those with most lines first. */
  messages(project: string, signals: string, limit: number): Promise<readonly LogMessage[]>
  /** Lines in each minute of a stretch, in seconds since 1970; of all messages when none is named. */
  counts(
    project: string,
    signals: string,
    asked: {
      readonly messages?: readonly number[] | undefined
      readonly since: number
      readonly until: number
    },
  ): Promise<readonly LogCounts[]>
}

/** What is remembered between two calls. */
export interface KeptLogs {
  /** As JSON, of whoever mines; undefined at first. */
  readonly memory: string | undefined
  /** How far each file was read, by its path. */
  readonly files: Readonly<Record<string, LogPosition>>
}

export interface LogPosition {
  readonly offset: number
  /** The digest of how the file begins: another file under its name begins otherwise. */
  readonly head: string
}

export interface TakenLogs {
  /** Undefined when nothing of it is new. */
  readonly memory: string | undefined
  readonly files?: Readonly<Record<string, LogPosition>> | undefined
  /** All messages that are known now. */
  readonly messages: readonly NewLogMessage[]
  readonly counts: readonly { readonly message: number; readonly minute: number; readonly lines: number }[]
  /** Messages that are one: the lines of the first belong to the second. */
  readonly joined: readonly { readonly from: number; readonly to: number }[]
}

export interface NewLogMessage {
  readonly number: number
  readonly template: string
  /** The first line of it, masked. */
  readonly example: string
  readonly level: string | undefined
}

export interface LogMessage extends NewLogMessage {
  readonly lines: number
  readonly since: string
  readonly until: string
}

export interface LogCounts {
  readonly message: number
  readonly minutes: readonly { readonly minute: number; readonly lines: number }[]
}

/** Takes lines that somebody sends. */
export interface LogIntake {
  receive(project: string, signals: string, text: string): Promise<Answer<LogsReceived>>
}

export interface LogsReceived {
  readonly lines: number
  readonly dropped: number
  readonly messages: number
}
