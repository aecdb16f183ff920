import type { Answer } from './commands.ts'
import type { LearnedSignal, LookedSignals, SignalsAskable } from './look-nouns.ts'

/** Looks at what sources of signals measure. Nothing of it is kept. */
export interface Looks {
  askable(project: string, signals: string): Promise<Answer<SignalsAskable>>
  /** Without a query, of the first that is watched. */
  series(
    project: string,
    signals: string,
    asked: Omit<LookAsked, 'query'> & { readonly query?: string | undefined },
  ): Promise<Answer<LookedSignals>>
  learned(
    project: string,
    signals: string,
    asked: LookAsked & { readonly series: string },
  ): Promise<Answer<LearnedSignal>>
}

/** A query over a stretch. */
export interface LookAsked {
  readonly query: string
  readonly seconds: number
  /** Its end; now when nothing is said. */
  readonly until?: string | undefined
}
