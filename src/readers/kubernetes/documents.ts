import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Origins } from '../../kernel/origins.ts'
import { unreachable } from '../../kernel/unreachable.ts'
import type { Value } from '../../kernel/value.ts'
import { lowerJson } from '../../lang/json/lower.ts'
import { parseJson } from '../../lang/json/parse.ts'
import { jsonKind, jsonMembers, jsonRoot, jsonString, type JsonTree } from '../../lang/json/tree.ts'
import { duplicateKeys } from '../../lang/json/value.ts'
import { scalarText } from '../../lang/yaml/cook.ts'
import { lowerYaml } from '../../lang/yaml/lower.ts'
import { parseYaml } from '../../lang/yaml/parse.ts'
import { yamlEntries, yamlKind, type YamlNode, type YamlTree } from '../../lang/yaml/tree.ts'
import { kindOf } from '../../model/kubernetes/kinds.ts'
import { problem } from '../../model/kubernetes/problems.ts'
import { notUtf8 } from '../../model/guessed-text.ts'

/** A file that holds objects: its tree, and which documents are objects; or one that seems to, but is no text. */
export type Manifest =
  | { readonly kind: 'no-text'; readonly file: FilePath }
  | { readonly kind: 'yaml'; readonly tree: YamlTree; readonly documents: readonly YamlNode[] }
  | { readonly kind: 'json'; readonly tree: JsonTree }

/** Whether a file holds objects. As most do, it says so at the beginning of lines, and is not parsed for that. */
export function holdsObjects(file: FilePath, text: string): boolean {
  return mayHoldObjects(text) && (looksLikeObject(text) || manifestOf(file, text) !== undefined)
}

/** Whether the beginnings of lines say that a text is an object. A tab before them is a mistake, which somebody wants to be told of. */
export function looksLikeObject(text: string): boolean {
  const [, apiVersion] = /^\t*apiVersion:[ \t]*["']?([\w./-]+)/mu.exec(text) ?? []
  const [, kind] = /^\t*kind:[ \t]*["']?(\w+)/mu.exec(text) ?? []
  return kindOf(apiVersion, kind) !== undefined
}

/**
 * A file as a manifest, or undefined when nothing in it is an object of Kubernetes. Made from the text alone, so that
 * files of other tools cost no more than a search for two words.
 */
export function manifestOf(file: FilePath, text: string): Manifest | undefined {
  if (!mayHoldObjects(text)) return undefined
  if (file.endsWith('.json')) {
    const tree = parseJson(file, text)
    return isJsonObject(tree) ? { kind: 'json', tree } : undefined
  }
  // kubectl ends the last line where the file doesn't, which tells in block scalars.
  const tree = parseYaml(file, text.endsWith('\n') ? text : `${text}\n`)
  const documents = tree.documents.filter((root) => isYamlObject(tree, root))
  // What is too broken to be an object is still no file of another tool.
  const isOurs = documents.length > 0 || (tree.diagnostics.some(isError) && looksLikeObject(text))
  return isOurs ? { kind: 'yaml', tree, documents } : undefined
}

/** The values of the documents that are objects, or lists of them. What is broken is left out, with a diagnostic. */
export function documentsIn(
  manifest: Manifest,
  origins: Origins,
): { readonly values: readonly Value[]; readonly diagnostics: readonly Diagnostic[] } {
  switch (manifest.kind) {
    case 'no-text':
      return { values: [], diagnostics: [notUtf8('kubernetes', manifest.file)] }
    case 'json':
      return inJson(manifest.tree, origins)
    case 'yaml':
      return inYaml(manifest, origins)
    default:
      return unreachable(manifest)
  }
}

function mayHoldObjects(text: string): boolean {
  return text.includes('apiVersion') && text.includes('kind')
}

function inJson(
  tree: JsonTree,
  origins: Origins,
): { readonly values: readonly Value[]; readonly diagnostics: readonly Diagnostic[] } {
  if (tree.diagnostics.some(isError)) return { values: [], diagnostics: tree.diagnostics }
  const { value, diagnostics } = lowerJson(tree, 0, origins)
  const all = [...tree.diagnostics, ...duplicateKeys(tree, 'warning'), ...diagnostics]
  return { values: [value], diagnostics: all }
}

/** kubectl reads with sigs.k8s.io/yaml, which is go-yaml v2: of two equal keys the last holds, without a word. */
function inYaml(
  { tree, documents }: Manifest & { readonly kind: 'yaml' },
  origins: Origins,
): { readonly values: readonly Value[]; readonly diagnostics: readonly Diagnostic[] } {
  const wrong = tree.diagnostics.filter(isError)
  const [first] = wrong
  if (first !== undefined && hasActions(tree.text)) return template(first)
  const broken = new Set(wrong.map(({ span }) => documentAt(tree, span.start)))
  const values: Value[] = []
  const diagnostics: Diagnostic[] = [...tree.diagnostics]
  for (const root of documents) {
    if (broken.has(root)) continue
    const lowered = lowerYaml(tree, root, { dialect: 'go-yaml-v2', origins })
    diagnostics.push(...lowered.diagnostics)
    values.push(lowered.value)
  }
  // `name: {{ .name }}` is YAML, with a mapping as a key.
  const refused = diagnostics.find(({ code }) => code === 'yaml/invalid-key')
  return refused !== undefined && hasActions(tree.text) ? template(refused) : { values, diagnostics }
}

function template({ span }: Diagnostic): {
  readonly values: []
  readonly diagnostics: readonly Diagnostic[]
} {
  return { values: [], diagnostics: [problem('kubernetes/template', span)] }
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error'
}

/** Whether a line has an action of a template where YAML would begin a value. */
function hasActions(text: string): boolean {
  return /^[ \t]*(?:-[ \t]+)*(?:[\w."'/-]+:[ \t]+)?["']?\{\{|^[ \t]*\{%/mu.test(text)
}

/** The document that an offset belongs to: the last that begins before it. */
function documentAt(tree: YamlTree, offset: number): YamlNode | undefined {
  const after = tree.documents.findIndex((root) => (tree.starts[root] ?? 0) > offset)
  return after === -1 ? tree.documents.at(-1) : tree.documents[Math.max(0, after - 1)]
}

function isYamlObject(tree: YamlTree, root: YamlNode): boolean {
  let apiVersion: string | undefined
  let kind: string | undefined
  for (const { key, value } of yamlEntries(tree, root)) {
    const name = yamlKind(tree, value) === 'scalar' ? scalarText(tree, key) : ''
    if (name === 'apiVersion') apiVersion = scalarText(tree, value)
    else if (name === 'kind') kind = scalarText(tree, value)
  }
  return kindOf(apiVersion, kind) !== undefined
}

function isJsonObject(tree: JsonTree): boolean {
  const root = jsonRoot(tree)
  if (root === undefined) return false
  let apiVersion: string | undefined
  let kind: string | undefined
  for (const { key, value } of jsonMembers(tree, root)) {
    const name = jsonKind(tree, value) === 'string' ? jsonString(tree, key) : ''
    if (name === 'apiVersion') apiVersion = jsonString(tree, value)
    else if (name === 'kind') kind = jsonString(tree, value)
  }
  return kindOf(apiVersion, kind) !== undefined
}
