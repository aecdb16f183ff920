import type { FilePath } from '../kernel/brand.ts'
import type { Outcome } from '../kernel/diagnostic.ts'
import { parseJson } from '../lang/json/parse.ts'
import { jsonRoot } from '../lang/json/tree.ts'
import { jsonValue } from '../lang/json/value.ts'
import type { External } from '../model/external.ts'
import { checkov } from './checkov/checkov.ts'
import type { EvidenceFormat } from './format.ts'
import { sarif } from './sarif/sarif.ts'
import { trivy } from './trivy/trivy.ts'

/** Every form of report that is understood. */
const formats: readonly EvidenceFormat[] = [sarif, checkov, trivy]

/** What another tool's report says. One that is broken or of a form that is not known is a diagnostic. */
export function readEvidence(file: FilePath, text: string): Outcome<readonly External[]> {
  const tree = parseJson(file, text)
  const root = jsonRoot(tree)
  // A report that is cut off would say less than it found.
  if (root === undefined || tree.diagnostics.length > 0) return { value: [], diagnostics: tree.diagnostics }
  const document = jsonValue(tree, root)
  const format = formats.find((one) => one.isIt(document))
  if (format !== undefined) return { value: format.findings(document), diagnostics: [] }
  return {
    value: [],
    diagnostics: [
      {
        code: 'evidence/unknown-form',
        severity: 'error',
        summary: 'The report has a form that is not known',
        detail: `It is none of ${formats.map(({ id }) => id).join(', ')}, so nothing of it is joined. Have the tool print one of them as JSON.`,
        span: { file, start: 0, end: Math.min(1, text.length) },
      },
    ],
  }
}
