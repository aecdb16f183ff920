import { filePath, type FilePath } from '../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../kernel/diagnostic.ts'
import { Origins } from '../kernel/origins.ts'
import type { Value } from '../kernel/value.ts'
import { lowerJson } from '../lang/json/lower.ts'
import { parseJson } from '../lang/json/parse.ts'
import { jsonRoot } from '../lang/json/tree.ts'
import { yamlDocuments } from '../lang/yaml/documents.ts'
import { isEmptyList } from '../model/kubernetes/objects.ts'
import type { Observation } from '../model/observation.ts'
import type { Reading } from '../model/reading.ts'
import { cloudControl, configSnapshot } from './aws/aws.ts'
import type { DumpFormat } from './format.ts'
import { kubernetes } from './kubernetes/kubernetes.ts'

const formats: readonly DumpFormat[] = [kubernetes, cloudControl, configSnapshot]

/** What a live system printed, as what it runs. A text that is broken or of no known form gives nothing, and says why. */
export function readDump(file: FilePath, text: string): Outcome<Reading | undefined> {
  const origins = new Origins()
  const { value: documents, diagnostics } = documentsOf(file, text, origins)
  const broken = diagnostics.filter(({ severity }) => severity === 'error')
  // A dump that is cut off would say that things are gone.
  if (broken.length > 0) return { value: undefined, diagnostics: broken }
  for (const format of formats) {
    const found = format.resources(documents, text, origins)
    if (found !== undefined) return { value: readingOf(file, text, origins, found.value), diagnostics: [] }
  }
  const problem = documents.length > 0 && documents.every(isEmptyList) ? emptyList : unknownForm
  return { value: undefined, diagnostics: [problem(file, text)] }
}

/** What a live system that was asked itself runs: where that is nothing, it is nothing. */
export function readObservation({ name, text }: Observation): Reading {
  const file = filePath(`<${name}>`)
  const origins = new Origins()
  const { value: documents } = documentsOf(file, text, origins)
  const found = cloudControl.resources(documents, text, origins)
  return readingOf(file, text, origins, found?.value ?? [])
}

function documentsOf(file: FilePath, text: string, origins: Origins): Outcome<readonly Value[]> {
  if (!/^\uFEFF?\s*[[{]/u.test(text)) return yamlDocuments(file, text, 'go-yaml-v2', origins)
  const tree = parseJson(file, text, { byteOrderMark: 'skip' })
  const root = jsonRoot(tree)
  if (root === undefined || tree.diagnostics.length > 0) return { value: [], diagnostics: tree.diagnostics }
  const { value, diagnostics } = lowerJson(tree, root, origins)
  return { value: [value], diagnostics }
}

function readingOf(file: FilePath, text: string, origins: Origins, resources: Reading['resources']): Reading {
  return {
    format: 'live',
    root: file,
    variant: '',
    resources,
    named: [],
    references: [],
    diagnostics: [],
    origins,
    texts: new Map([[file, text]]),
  }
}

/** Nothing can be told from nothing: neither that all is as it should be, nor that anything is gone. */
function emptyList(file: FilePath, text: string): Diagnostic {
  return {
    code: 'dump/empty-list',
    severity: 'error',
    summary: 'Nothing runs, as it was given',
    detail:
      'It is a list of Kubernetes objects with nothing in it, so nothing was compared. Either nothing of what kubectl was asked for runs there, or it asked in another namespace or of another cluster: kubectl config current-context says which cluster, and -n NAMESPACE or -A which namespaces.',
    span: { file, start: 0, end: Math.min(1, text.length) },
  }
}

function unknownForm(file: FilePath, text: string): Diagnostic {
  return {
    code: 'dump/unknown-form',
    severity: 'error',
    summary: 'What runs is said in a form that is not known',
    detail: `It is none of ${formats.map(({ id }) => id).join(', ')}. Give what kubectl get -o json prints, a list of resources as the Cloud Control API describes them, or a snapshot of AWS Config.`,
    span: { file, start: 0, end: Math.min(1, text.length) },
  }
}
