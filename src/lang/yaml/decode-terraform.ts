import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import { yamlDiagnostic } from './builder.ts'
import { parseYaml } from './parse.ts'
import type { YamlTree } from './tree.ts'
import { yamlValue, type YamlValue } from './value.ts'

/** What came of reading a text as Terraform does: a value when nothing is wrong, and always what was found. */
export interface TerraformYaml {
  readonly value: YamlValue | undefined
  /** The value is of its first document. */
  readonly tree: YamlTree
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Terraform's `yamldecode`: one document, of YAML 1.1 if it says a version, in the dialect `yamldecode`. A text that
 * Terraform refuses has an error and no value; warnings do not take the value away.
 */
export function decodeTerraform(file: FilePath, text: string): TerraformYaml {
  const tree = parseYaml(file, text)
  const found = [...tree.diagnostics]
  const version = /^%YAML[ \t]+(?!1\.1\s)\S+/mu.exec(text.slice(0, tree.starts[tree.documents[0] ?? 0]))
  if (version !== null)
    found.push(yamlDiagnostic('yaml/version', file, version.index, version.index + version[0].length))
  const [root, second] = tree.documents
  if (root === undefined) found.push(yamlDiagnostic('yaml/one-document', file, 0, text.length))
  else if (second !== undefined) {
    const start = tree.starts[second] ?? 0
    found.push(yamlDiagnostic('yaml/one-document', file, start, Math.max(start, tree.ends[second] ?? 0)))
  }
  const read = root === undefined ? undefined : yamlValue(tree, root, { dialect: 'yamldecode' })
  const diagnostics = [...found, ...(read?.diagnostics ?? [])]
  const refused = diagnostics.some(({ severity }) => severity === 'error')
  return { value: refused ? undefined : read?.value, tree, diagnostics }
}
