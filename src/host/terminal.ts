/** What is known of where the output goes. */
export interface Terminal {
  readonly width: number
  readonly colour: boolean
  /** A person is looking: progress may be shown and taken away again. */
  readonly interactive: boolean
}

/** The facts that decide, as a process has them. */
export interface TerminalFacts {
  readonly isTTY: boolean
  readonly columns: number | undefined
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** How to write to a stream: coloured and as wide as it is for a person, plain and 80 wide for a pipe and in CI. */
export function terminalOf({ isTTY, columns, environment }: TerminalFacts): Terminal {
  const asked = Number(environment['COLUMNS'])
  const width = columns ?? (Number.isInteger(asked) && asked > 0 ? asked : 80)
  const dumb = environment['TERM'] === 'dumb'
  const interactive = isTTY && !dumb && !isCI(environment)
  return {
    width: Math.max(40, width),
    colour: isTTY && !dumb && (environment['NO_COLOR'] ?? '') === '' && !isCI(environment),
    interactive,
  }
}

/** Whether a build machine runs us, by the variable that all of them set. */
export function isCI(environment: Readonly<Record<string, string | undefined>>): boolean {
  const value = environment['CI'] ?? ''
  return value !== '' && value !== 'false' && value !== '0'
}
