export interface Property {
  readonly name: string
  readonly undefinable: boolean
  readonly ref: string | undefined
  readonly list: boolean
  readonly text: string
}

export interface Shape {
  readonly name: string
  readonly properties: ReadonlyMap<string, Property>
  readonly secrets: ReadonlySet<string>
}

/** One spelling for `cidr_blocks`, `cidrBlocks` and `cidrBlock`. */
export function keyOf(name: string): string

/** The shape that a type is most like, or undefined when nothing is like enough. */
export function closest(
  type: string,
  names: readonly string[],
  candidates: readonly Shape[],
): Shape | undefined
