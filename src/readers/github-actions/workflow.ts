import { addressOf } from '../../kernel/brand.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Value } from '../../kernel/value.ts'
import { entryOf } from '../../model/path.ts'
import { scalarText } from '../../model/scalar.ts'
import { environmentOf, eventsOf, permissionsOf } from './inherited.ts'
import { headOf, without, type Part, type Source } from './part.ts'
import { stepParts, usedBy } from './steps.ts'

/** A workflow, its jobs and their steps. */
export function workflowParts(source: Source, origins: Origins): readonly Part[] {
  const { value, name } = source
  const address = `workflow/${name}`
  const workflow: Part = {
    type: 'workflow',
    name,
    address: addressOf(address),
    values: without(value, ['jobs']),
    settings: defined({ on: eventsOf(value, origins), permissions: permissionsOf([value], origins) }),
    span: headOf(value, origins, source.text),
    references: [],
    steps: undefined,
    conditions: [],
  }
  const jobs = entryOf(value, 'jobs')
  const all = jobs?.kind === 'map' ? [...jobs.entries] : []
  return [workflow, ...all.flatMap(([id, job]) => jobParts(id, job, source, origins))]
}

function jobParts(id: string, job: Value, source: Source, origins: Origins): readonly Part[] {
  if (job.kind !== 'map') return []
  const { value: workflow, name } = source
  const owner = `workflow/${name}`
  const address = `${owner}/job/${id}`
  const levels = [job, workflow]
  const part: Part = {
    type: 'job',
    name: id,
    address: addressOf(address),
    values: without(job, ['steps']),
    settings: defined({
      env: environmentOf(levels, origins),
      permissions: permissionsOf(levels, origins),
    }),
    span: headOf(job, origins, source.text),
    references: [{ to: addressOf(owner), path: '' }, ...needsOf(job, owner), ...usedBy(job)],
    steps: address,
    conditions: ['if'],
  }
  return [part, ...stepParts(entryOf(job, 'steps'), address, levels, { source, origins })]
}

/** The jobs that a job waits for: one name or a list. */
function needsOf(job: Value, owner: string): Part['references'] {
  const needs = entryOf(job, 'needs')
  const items = needs?.kind === 'list' ? needs.items : []
  const texts: readonly (readonly [string, string | undefined])[] =
    needs?.kind === 'scalar'
      ? [['needs', scalarText(needs)]]
      : items.map((item, at) => [`needs[${at}]`, scalarText(item)])
  return texts.flatMap(([path, text]) =>
    text === undefined ? [] : [{ to: addressOf(`${owner}/job/${text}`), path }],
  )
}

function defined(some: Readonly<Record<string, Value | undefined>>): ReadonlyMap<string, Value> {
  return new Map(
    Object.entries(some).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  )
}
