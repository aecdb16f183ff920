import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import type { Origins } from '../../kernel/origins.ts'
import { goMap } from '../../lang/go-template/go-value.ts'
import type { GoMap } from '../../lang/go-template/value.ts'
import { endless } from './endless.ts'
import type { ChartFile } from './files.ts'
import { yamlDocumentsOf } from './metadata.ts'
import { problem } from './problems.ts'
import { Tables } from './tables.ts'

/** The values in a file. It may have several documents, of which a later one lies over those before it. */
export function valuesOf(file: ChartFile, origins: Origins): Outcome<GoMap> {
  const { value: documents, diagnostics } = yamlDocumentsOf(file, origins)
  const found: Diagnostic[] = [...diagnostics]
  let values: GoMap | undefined
  for (const value of documents) {
    if (value.kind === 'map') {
      found.push(...endless(value, origins, file.text ?? ''))
      values = values === undefined ? goMap(value) : new Tables(origins).layered(values, goMap(value))
    } else if (value.kind !== 'scalar' || value.scalar !== null) {
      const span = { file: file.path, start: 0, end: Math.min(40, file.text?.length ?? 0) }
      found.push(problem('helm/values', `${file.path} is no mapping.`, span))
    }
  }
  return { value: values ?? { kind: 'map', entries: new Map(), origin: 0 }, diagnostics: found }
}
