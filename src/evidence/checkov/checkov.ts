import type { JsonValue } from '../../lang/json/value.ts'
import type { External } from '../../model/external.ts'
import { firstOf, itemsAt, lineIn, member, severityOf, textAt } from '../document.ts'
import type { EvidenceFormat } from '../format.ts'

/** What `checkov -o json` prints: one object for each framework, or a list of them. */
export const checkov: EvidenceFormat = {
  id: 'checkov',
  reference: 'https://www.checkov.io/8.Outputs/JSON.html',

  isIt: (document) =>
    partsOf(document).some((one) => textAt(one, 'check_type') !== '' && member(one, 'results') !== undefined),

  findings: (document) =>
    partsOf(document).flatMap((part) =>
      itemsAt(part, 'results', 'failed_checks').flatMap((one) => findingOf(one)),
    ),
}

function partsOf(document: JsonValue): readonly JsonValue[] {
  return Array.isArray(document) ? (document as readonly JsonValue[]) : [document]
}

function findingOf(check: JsonValue): readonly External[] {
  const id = textAt(check, 'check_id')
  if (id === '') return []
  const [startLine, endLine] = itemsAt(check, 'file_line_range').map((one) =>
    typeof one === 'number' && one > 0 ? one : 0,
  )
  const title = firstOf(textAt(check, 'check_name'), id)
  return [
    {
      tool: 'checkov',
      id,
      title,
      severity: severityOf(textAt(check, 'severity')),
      message: `${title}.`,
      fix: firstOf(textAt(check, 'guideline'), `See ${id} of Checkov.`),
      files: ['repo_file_path', 'file_path', 'file_abs_path']
        .map((name) => textAt(check, name))
        .filter((one) => one !== ''),
      startLine: startLine ?? lineIn(check, 'line'),
      endLine: endLine ?? 0,
      address: firstOf(textAt(check, 'resource_address'), textAt(check, 'resource')) || undefined,
    },
  ]
}
