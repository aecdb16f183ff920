import { filePath } from '../../kernel/brand.ts'
import { editedText, type TextEdit } from '../../kernel/edit.ts'
import { jsonKind, jsonMembers, jsonRoot, jsonSpan, jsonString, type JsonTree } from '../../lang/json/tree.ts'
import { parseJson } from '../../lang/json/parse.ts'

/** What a backend has to know of a state. */
export interface StateHeader {
  readonly serial: number
  readonly lineage: string
  readonly terraformVersion: string
  /** Undefined where the program has encrypted the state itself: then nothing else can be told of it. */
  readonly resources: number | undefined
}

export type ReadHeader =
  | { readonly kind: 'header'; readonly header: StateHeader }
  | { readonly kind: 'refused'; readonly why: string }

/**
 * The head of a state file, format 4; or of one that OpenTofu has encrypted, which leaves serial and lineage in the clear.
 * https://developer.hashicorp.com/terraform/language/state, https://opentofu.org/docs/language/state/encryption/
 */
export function stateHeader(text: string): ReadHeader {
  const state = objectIn(text)
  if (state === undefined) return { kind: 'refused', why: 'The body is no state: it is no JSON object.' }
  const { version, serial, lineage, terraform_version: program } = state
  const isEncrypted = typeof state['encrypted_data'] === 'string'
  if (version !== 4 && !isEncrypted)
    return {
      kind: 'refused',
      why: `States of format 4 are kept, as Terraform writes them since 0.12; this has the version ${JSON.stringify(version) ?? 'that is missing'}.`,
    }
  if (typeof serial !== 'number' || !Number.isSafeInteger(serial) || serial < 0)
    return { kind: 'refused', why: 'The state has no serial.' }
  if (typeof lineage !== 'string' || lineage.length > mostLineage)
    return { kind: 'refused', why: 'The state has no lineage.' }
  const resources = state['resources']
  return {
    kind: 'header',
    header: {
      serial,
      lineage,
      terraformVersion: typeof program === 'string' ? program.slice(0, 100) : '',
      resources: isEncrypted ? undefined : Array.isArray(resources) ? managedIn(resources) : 0,
    },
  }
}

const mostLineage = 200

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Readonly<Record<string, unknown>>) : undefined
  } catch {
    // Whoever sent it is told.
    return undefined
  }
}

/** Instances of what is managed: data sources are only looked at. */
function managedIn(resources: readonly unknown[]): number {
  return resources.reduce((sum: number, one) => {
    if (typeof one !== 'object' || one === null) return sum
    const { mode, instances } = one as { readonly mode?: unknown; readonly instances?: unknown }
    return mode === 'managed' && Array.isArray(instances) ? sum + instances.length : sum
  }, 0)
}

/** An old state that follows a newer one: every other byte stays, as numbers in it may be longer than ours are. */
export function followingState(
  text: string,
  { serial, lineage }: Pick<StateHeader, 'serial' | 'lineage'>,
): string {
  const tree = parseJson(filePath('<state>'), text)
  const root = jsonRoot(tree)
  if (root === undefined || jsonKind(tree, root) !== 'object') return text
  return editedText(text, [
    ...replaced(tree, root, 'serial', String(serial)),
    ...replaced(tree, root, 'lineage', JSON.stringify(lineage)),
  ])
}

function replaced(tree: JsonTree, root: number, name: string, wanted: string): readonly TextEdit[] {
  const found = [...jsonMembers(tree, root)].filter(({ key }) => jsonString(tree, key) === name).at(-1)
  if (found === undefined) return []
  const { file, start, end } = jsonSpan(tree, found.value)
  return [{ file, start, end, text: wanted }]
}
