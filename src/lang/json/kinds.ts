/** What a JSON node may be. Its position here is its number in the tree. */
export const jsonKinds = ['invalid', 'object', 'array', 'string', 'number', 'true', 'false', 'null'] as const

/** The closed set of kinds of node. */
export type JsonKind = (typeof jsonKinds)[number]

/** The number of each kind, for the tree's array. */
export const kindNumber = {
  invalid: 0,
  object: 1,
  array: 2,
  string: 3,
  number: 4,
  true: 5,
  false: 6,
  null: 7,
}
