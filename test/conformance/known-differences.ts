/** A comparison that is known not to agree, and why. A test fails when one of them agrees again. */
export interface KnownDifference {
  /** The id of an expression or a configuration, or the start of one that ends in `*`. */
  readonly id: string
  readonly why: string
}

export const knownDifferences: readonly KnownDifference[] = [
  {
    id: 'functions-numbers/plantimestamp/2',
    why: 'The time of the plan is known to Terraform; to a reader of files every time is unknown, so that the same files give the same answer.',
  },
  {
    id: 'variables/a required variable without a value',
    why: 'Terraform stops; a reader goes on with the value unknown because of the variable, and warns.',
  },
  {
    id: 'files/required version that does not fit',
    why: 'The constraint asks for another release of the tool; what is read is not wrong for that. It only tells whose language it is.',
  },
  {
    id: 'modules/the built-in provider passed to a module without a provider block',
    why: 'Terraform 1.11 has no configuration for its built-in provider unless a block declares one; nothing is read differently for it.',
  },
]

/** The entry that covers a comparison, if there is one. */
export function knownDifference(id: string): KnownDifference | undefined {
  return knownDifferences.find((one) =>
    one.id.endsWith('*') ? id.startsWith(one.id.slice(0, -1)) : id === one.id,
  )
}
