import type { Diagnostic } from '../../kernel/diagnostic.ts'
import { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { Reading } from '../../model/reading.ts'
import type { Reference, Resource } from '../../model/resource.ts'
import type { Reader, Unit } from '../reader.ts'
import { actionParts } from './action.ts'
import { expressionsOf } from './expressions.ts'
import { rootsBelow, sourcesOf } from './files.ts'
import type { Part } from './part.ts'
import { workflowParts } from './workflow.ts'

/**
 * GitHub Actions: the workflows of a repository and its composite actions, each with its jobs and steps. A workflow's
 * values are all but its jobs, a job's all but its steps, so each value belongs to one thing.
 */
export const githubActions: Reader = {
  format: 'github-actions',
  reference: 'https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax',

  discover(snapshot, folder, options) {
    const units = rootsBelow(snapshot, folder).map((root): Unit => ({
      format: 'github-actions',
      root,
      variant: '',
      options,
    }))
    return { value: units, diagnostics: [] }
  },

  unitAt(snapshot, root, options) {
    const [first] = sourcesOf(snapshot, root, new Origins(), [])
    return first && { format: 'github-actions', root, variant: '', options }
  },

  // oxlint-disable-next-line require-yield -- a workflow needs nothing from elsewhere
  *read(unit, snapshot) {
    return readingOf(unit, snapshot)
  },

  /** Any ending that begins at a part: `deploy.yml/job/build`, `job/build`, `build`. */
  otherNames(address) {
    const parts = address.toLowerCase().split('/')
    return parts.map((_, at) => parts.slice(at).join('/'))
  },
}

function readingOf({ root, variant }: Unit, snapshot: Snapshot): Reading {
  const origins = new Origins()
  const diagnostics: Diagnostic[] = []
  const sources = [...sourcesOf(snapshot, root, origins, diagnostics)]
  const parts = sources.flatMap((source) =>
    source.kind === 'workflow' ? workflowParts(source, origins) : actionParts(source, origins),
  )
  const textOf = (file: string): string => sources.find(({ file: one }) => one === file)?.text ?? ''
  const resources: Resource[] = []
  const references: Reference[] = []
  const known = new Set(parts.map(({ address }) => address))
  for (const part of parts) {
    const expressions = expressionsOf(part, origins, textOf)
    diagnostics.push(...expressions.diagnostics)
    resources.push({ ...resourceOf(part, expressions.settings), extent: origins.site(part.values.origin) })
    for (const { to, path } of [...part.references, ...expressions.references])
      if (known.has(to)) references.push({ from: part.address, to, path })
  }
  return {
    format: 'github-actions',
    root,
    variant,
    resources: resources.toSorted((left, right) =>
      left.address < right.address ? -1 : left.address > right.address ? 1 : 0,
    ),
    named: [],
    references,
    diagnostics,
    origins,
    texts: new Map(),
  }
}

function resourceOf({ type, name, address, values, span }: Part, settings: Resource['settings']): Resource {
  return {
    address,
    mode: 'managed',
    type,
    name,
    index: undefined,
    module: '',
    provider: 'github-actions',
    values,
    ...(settings && { settings }),
    span,
  }
}
