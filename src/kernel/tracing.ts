/** What is told of a piece of work while it goes on. */
export interface Span {
  /** Where it stands among everything that is told, in hexadecimal; empty where nothing is told. */
  readonly trace: string
  set(name: string, value: string | number): void
  rename(name: string): void
  /** It came to nothing. */
  failed(why: string): void
}

/** A piece of work, as it begins. */
export interface Work {
  readonly name: string
  readonly kind: 'server' | 'consumer' | 'internal'
  readonly attributes?: Readonly<Record<string, string | number>>
  /** What it is a part of elsewhere: https://www.w3.org/TR/trace-context/ */
  readonly parent?: string | undefined
}

/** Tells how long work takes and what it is a part of. */
export interface Tracing {
  /** Does work as a span, below the span that is under way. */
  span<Made>(work: Work, run: (span: Span) => Promise<Made>): Promise<Made>
}

/** Tells nobody. */
export const untraced: Tracing = {
  span: (_, run) => run(silent),
}

const silent: Span = {
  trace: '',
  set: () => undefined,
  rename: () => undefined,
  failed: () => undefined,
}
