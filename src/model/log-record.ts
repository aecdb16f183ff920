/** One line of a log, as far as it was understood. */
export interface LogRecord {
  /** Seconds since 1970; undefined where it says no time that is known. */
  readonly time: number | undefined
  readonly level: LogLevel | undefined
  /** What is left without time and level; the whole line where nothing was recognised. */
  readonly message: string
  /** What else a structured line says, as texts. */
  readonly fields: Readonly<Record<string, string>>
  /** From 1. */
  readonly line: number
}

/** How many lines there were of one message, minute by minute. */
export interface CountedMessage {
  readonly template: string
  /** One of its lines. */
  readonly example: string
  readonly level: LogLevel | undefined
  readonly minutes: readonly { readonly minute: number; readonly lines: number }[]
}

/** Levels from the least to the most severe. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warning' | 'error' | 'fatal'
