import type { JsonValue } from '../../lang/json/value.ts'
import type { External } from '../../model/external.ts'
import { firstOf, itemsAt, lineIn, member, severityOf, textAt } from '../document.ts'
import type { EvidenceFormat } from '../format.ts'

/** What `trivy … --format json` prints: misconfigurations, secrets and vulnerabilities by target. */
export const trivy: EvidenceFormat = {
  id: 'trivy',
  reference: 'https://trivy.dev/latest/docs/configuration/reporting/',

  isIt: (document) =>
    member(document, 'SchemaVersion') !== undefined &&
    (member(document, 'Results') !== undefined || member(document, 'ArtifactName') !== undefined),

  findings: (document) => itemsAt(document, 'Results').flatMap((result) => resultOf(result)),
}

function resultOf(result: JsonValue): readonly External[] {
  const target = textAt(result, 'Target')
  return [
    ...itemsAt(result, 'Misconfigurations').flatMap((one) => misconfiguration(target, one)),
    ...itemsAt(result, 'Secrets').map((one) => secret(target, one)),
    ...itemsAt(result, 'Vulnerabilities').map((one) => vulnerability(target, one)),
  ]
}

function misconfiguration(target: string, one: JsonValue): readonly External[] {
  // PASS and EXCEPTION are told too when the user asks for them.
  if (!['FAIL', ''].includes(textAt(one, 'Status'))) return []
  const title = firstOf(textAt(one, 'Title'), textAt(one, 'ID'))
  return [
    {
      tool: 'trivy',
      id: firstOf(textAt(one, 'AVDID'), textAt(one, 'ID')),
      title,
      severity: severityOf(textAt(one, 'Severity')),
      message: firstOf(textAt(one, 'Message'), textAt(one, 'Description'), title),
      fix: firstOf(textAt(one, 'Resolution'), textAt(one, 'PrimaryURL')),
      files: [target],
      startLine: lineIn(one, 'CauseMetadata', 'StartLine'),
      endLine: lineIn(one, 'CauseMetadata', 'EndLine'),
      address: textAt(one, 'CauseMetadata', 'Resource') || undefined,
    },
  ]
}

/** What matched is a secret, so it isn't repeated. */
function secret(target: string, one: JsonValue): External {
  const title = firstOf(textAt(one, 'Title'), textAt(one, 'RuleID'))
  return {
    tool: 'trivy',
    id: textAt(one, 'RuleID'),
    title,
    severity: severityOf(textAt(one, 'Severity')),
    message: `A secret stands here: ${title}.`,
    fix: 'Take it out, and give out another.',
    files: [target],
    startLine: lineIn(one, 'StartLine'),
    endLine: lineIn(one, 'EndLine'),
    address: undefined,
  }
}

function vulnerability(target: string, one: JsonValue): External {
  const id = textAt(one, 'VulnerabilityID')
  const fixed = textAt(one, 'FixedVersion')
  return {
    tool: 'trivy',
    id,
    title: firstOf(textAt(one, 'Title'), id),
    severity: severityOf(textAt(one, 'Severity')),
    message: `${textAt(one, 'PkgName')} ${textAt(one, 'InstalledVersion')} has ${id}.`,
    fix: fixed === '' ? 'There is no version without it yet.' : `Take version ${fixed}.`,
    files: [target],
    startLine: 0,
    endLine: 0,
    address: undefined,
  }
}
