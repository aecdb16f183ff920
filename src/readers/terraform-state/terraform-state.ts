import type { Diagnostic } from '../../kernel/diagnostic.ts'
import { Origins } from '../../kernel/origins.ts'
import { documentAt, type JsonDocument } from '../../lang/terraform-json/document.ts'
import type { Reading } from '../../model/reading.ts'
import type { Resource } from '../../model/resource.ts'
import type { Reader, Unit } from '../reader.ts'
import type { Found } from './found.ts'
import { rawState } from './raw.ts'
import { shownState } from './shown.ts'

/**
 * A Terraform state: the file itself (format 4) or what `terraform show -json` prints of it. Read only when it is named:
 * states that lie in a folder are leftovers or fixtures, and what a folder declares is its sources.
 */
export const terraformState: Reader = {
  format: 'terraform-state',
  reference: 'https://developer.hashicorp.com/terraform/internals/json-format#state-representation',

  discover: () => ({ value: [], diagnostics: [] }),

  unitAt(snapshot, root, options) {
    const document = documentAt(snapshot, root)
    const kind = document === undefined ? undefined : kindOf(document)
    return kind === undefined ? undefined : { format: 'terraform-state', root, variant: '', options }
  },

  // oxlint-disable-next-line require-yield -- a state needs nothing from elsewhere
  *read(unit, snapshot) {
    return readingOf(unit, documentAt(snapshot, unit.root))
  },
}

function kindOf(document: JsonDocument): 'raw' | 'shown' | undefined {
  const { root } = document
  if (
    document.textAt(root, 'terraform_version') === undefined &&
    document.textAt(root, 'format_version') === undefined
  )
    return undefined
  if (
    document.key(document.member(root, 'version')) !== undefined &&
    document.member(root, 'resources') !== undefined
  )
    return 'raw'
  const isPlan = ['planned_values', 'resource_changes'].some(
    (name) => document.member(root, name) !== undefined,
  )
  return document.textAt(root, 'format_version') !== undefined && !isPlan ? 'shown' : undefined
}

function readingOf({ root, variant }: Unit, document: JsonDocument | undefined): Reading {
  const origins = new Origins()
  const diagnostics: Diagnostic[] = document === undefined ? [] : document.tree.diagnostics.slice(0, 1)
  const raw = document !== undefined && kindOf(document) === 'raw'
  const version = document?.key(document.member(document.root, 'version'))
  if (raw && version !== 4) diagnostics.push(oldFormat(root, String(version)))
  const nothing: Found = { resources: [], named: [], references: [] }
  const make = raw ? (version === 4 ? rawState : () => nothing) : shownState
  const found = document === undefined ? nothing : make(document, origins)
  return {
    format: 'terraform-state',
    root,
    variant,
    resources: eachOnce(found.resources, diagnostics),
    named: sorted(found.named),
    references: found.references,
    diagnostics,
    origins,
    texts: new Map(),
  }
}

function eachOnce(resources: readonly Resource[], diagnostics: Diagnostic[]): readonly Resource[] {
  const seen = new Map<string, Resource>()
  for (const one of resources) {
    if (seen.has(one.address)) diagnostics.push(duplicate(one))
    else seen.set(one.address, one)
  }
  return sorted([...seen.values()])
}

function sorted<One extends { readonly address: string }>(some: readonly One[]): readonly One[] {
  return some.toSorted((one, other) =>
    one.address < other.address ? -1 : Number(one.address > other.address),
  )
}

function oldFormat(root: Unit['root'], version: string): Diagnostic {
  return {
    code: 'terraform-state/format',
    severity: 'error',
    summary: 'State of another format',
    detail: `The state has format ${version}, and only format 4 is read. Upgrade it with a newer Terraform, or print it with terraform show -json.`,
    span: { file: root, start: 0, end: 0 },
  }
}

function duplicate({ address, span }: Resource): Diagnostic {
  return {
    code: 'terraform-state/duplicate',
    severity: 'warning',
    summary: 'Resource is listed twice',
    detail: `The state lists ${address} twice, and the first one was taken. Look whether the file was merged by hand.`,
    span: { ...span, end: Math.min(span.end, span.start + 1) },
  }
}
