import { isObject, type Json, Numeral, printJson } from './json.ts'

/**
 * Flattens a value in the convention of Terraform's JSON (an unknown member of an object is left out, an unknown element is
 * null, and a second tree says which are unknown) to path → printed scalar, `null`, `{}`, `[]` or `(unknown)`.
 */
export function leavesOf(value: Json | undefined, unknown: Json | undefined): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>()
  add(leaves, '', value, unknown)
  return leaves
}

/** The paths of a tree at which it says `true`. */
export function truePaths(tree: Json | undefined): readonly string[] {
  const paths: string[] = []
  visit(paths, '', tree)
  return paths.toSorted()
}

function add(
  leaves: Map<string, string>,
  path: string,
  value: Json | undefined,
  unknown: Json | undefined,
): void {
  if (unknown === true) leaves.set(path, '(unknown)')
  else if (Array.isArray(value)) addElements(leaves, path, value as readonly Json[], unknown)
  else if (isObject(value) || (value === undefined && isObject(unknown))) {
    addMembers(leaves, path, isObject(value) ? value : new Map(), unknown)
  } else if (value === undefined || value === null) leaves.set(path, 'null')
  else leaves.set(path, value instanceof Numeral ? printJson(value) : JSON.stringify(value))
}

function addElements(
  leaves: Map<string, string>,
  path: string,
  value: readonly Json[],
  unknown: Json | undefined,
): void {
  if (value.length === 0) leaves.set(path, '[]')
  for (const [index, one] of value.entries()) {
    add(
      leaves,
      `${path}[${index}]`,
      one,
      Array.isArray(unknown) ? (unknown as readonly Json[])[index] : undefined,
    )
  }
}

function addMembers(
  leaves: Map<string, string>,
  path: string,
  value: ReadonlyMap<string, Json>,
  unknown: Json | undefined,
): void {
  const hidden = isObject(unknown)
    ? [...unknown].filter(([key, one]) => !value.has(key) && saysTrue(one))
    : []
  if (value.size + hidden.length === 0) leaves.set(path, '{}')
  for (const [key, one] of value)
    add(leaves, `${path}.${key}`, one, isObject(unknown) ? unknown.get(key) : undefined)
  for (const [key, one] of hidden) add(leaves, `${path}.${key}`, undefined, one)
}

function saysTrue(tree: Json): boolean {
  return tree === true || truePaths(tree).length > 0
}

function visit(paths: string[], path: string, tree: Json | undefined): void {
  if (tree === true) paths.push(path)
  else if (isObject(tree)) for (const [key, one] of tree) visit(paths, `${path}.${key}`, one)
  else if (Array.isArray(tree))
    for (const [index, one] of (tree as readonly Json[]).entries()) visit(paths, `${path}[${index}]`, one)
}
