/** Why a text is no URL. */
export interface UrlProblem {
  readonly kind: 'problem'
  readonly message: string
}

export function problem(message: string): UrlProblem {
  return { kind: 'problem', message }
}

export function isProblem(made: unknown): made is UrlProblem {
  return typeof made === 'object' && made !== null && 'kind' in made && made.kind === 'problem'
}
