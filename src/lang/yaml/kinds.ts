/** What a node may be. Its position here is its number in the tree. */
export const yamlKinds = ['empty', 'scalar', 'list', 'map', 'alias'] as const

/** The closed set of kinds of node: `empty` is a value that is left out, where it would stand. */
export type YamlKind = (typeof yamlKinds)[number]

/** How a node is written. Its position here is its number in the tree. */
export const yamlStyles = ['plain', 'single', 'double', 'literal', 'folded', 'block', 'flow'] as const

/** The closed set of styles: five for scalars, two for collections. */
export type YamlStyle = (typeof yamlStyles)[number]

/** The number of each kind. */
export const kindOf = { empty: 0, scalar: 1, list: 2, map: 3, alias: 4 }

/** The number of each style. */
export const styleOf = { plain: 0, single: 1, double: 2, literal: 3, folded: 4, block: 5, flow: 6 }

/** Is added to the style of a scalar whose text goes over more than one line. */
export const multiline = 0x10
