import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { Fault } from '../../kernel/fault.ts'
import { marks, type Value } from '../../kernel/value.ts'
import { dataOf } from '../../model/data.ts'
import { isOpen, type Drift } from '../../model/drift.ts'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import { filesAlone, type ReadOptions } from '../../model/options.ts'
import { planRules } from '../../rules/plan/index.ts'
import { fingerprint } from '../difference/fingerprint.ts'
import { readEstate } from '../read.ts'
import { asEdited } from './as-edited.ts'
import { driftOf } from './drift.ts'
import { readPlan, revertedBy } from './plan.ts'

const code = `
resource "aws_sqs_queue" "jobs" {
  name                       = "jobs"
  visibility_timeout_seconds = 60
  tags = { team = "vision" }
}
`
const asWanted = { name: 'jobs', visibility_timeout_seconds: 60, tags: { team: 'vision' } }

describe('what Terraform says of a root', () => {
  it('tells a value that was changed past the state, with the line that wants it', () => {
    const live = { ...asWanted, visibility_timeout_seconds: 300 }
    const drift = compared({ jobs: { actions: ['update'], before: live, after: asWanted, state: asWanted } })
    expect(told(drift)).toEqual([
      'aws_sqs_queue.jobs visibility_timeout_seconds by-hand 60 300 "60" The state remembers something else, so it was changed after it was applied.',
    ])
  })

  it('tells a value that runs as the state remembers it as not rolled out', () => {
    const live = { ...asWanted, tags: { team: 'sound' } }
    const drift = compared({ jobs: { actions: ['update'], before: live, after: asWanted } })
    expect(told(drift)).toEqual([
      'aws_sqs_queue.jobs tags.team not-rolled-out "vision" "sound" "\\"vision\\"" It runs as the state remembers it, and the code says something else: it was not applied, or somebody changed the state.',
    ])
  })

  it('tells what was added and what was taken away past the state, and what bringing it back costs', () => {
    const live = {
      name: 'other',
      visibility_timeout_seconds: 60,
      tags: { team: 'vision', by: 'me' },
      fifo: true,
    }
    const after = { ...asWanted, fifo: false }
    const drift = compared({
      jobs: {
        actions: ['delete', 'create'],
        before: live,
        after,
        state: { ...asWanted, fifo: false },
        replacePaths: [['name']],
      },
    })
    expect(told(drift).map((one) => one.split(' ').slice(1, 5).join(' '))).toEqual([
      'name by-hand "jobs" "other"',
      'tags.by by-hand undefined "me"',
      'fifo by-hand false true',
    ])
    expect(drift.objects[0]?.values[0]?.why).toMatch(/replaces the whole resource\.$/u)
  })

  it('tells what does not run, and what is not in the code', () => {
    const drift = compared({
      jobs: { actions: ['create'], before: null, after: asWanted, state: asWanted },
      old: { actions: ['delete'], before: asWanted, after: null },
      let_go: { actions: ['forget'], before: asWanted, after: null },
    })
    expect(drift.objects.map(({ address, what, silence }) => [address, what, silence])).toEqual([
      ['aws_sqs_queue.jobs', 'deleted', undefined],
      ['aws_sqs_queue.old', 'unmanaged', undefined],
    ])
  })

  it('holds back what changed and no plan would change back, and what is known only when it is applied', () => {
    const live = { ...asWanted, policy: 'new' }
    const drift = compared({
      jobs: {
        actions: ['update'],
        before: { ...live, url: 'a' },
        after: live,
        unknown: { url: true },
        state: { ...asWanted, policy: 'old', url: 'a' },
      },
    })
    expect(drift.objects.flatMap(({ values }) => values.map((one) => [one.path, one.silence?.kind]))).toEqual(
      [
        ['url', 'computed'],
        ['policy', 'computed'],
      ],
    )
  })

  it('is silent where nothing differs, and tells a list that has something twice', () => {
    expect(compared({ jobs: { actions: ['no-op'], before: asWanted, after: asWanted } }).objects).toEqual([])
    const drift = compared({
      jobs: {
        actions: ['update'],
        before: { ...asWanted, some: ['b', 'a'] },
        after: { ...asWanted, some: ['a', 'a', 'b'] },
      },
    })
    expect(drift.objects[0]?.values.map(({ path }) => path)).toEqual(['some'])
  })

  it('keeps secret in what runs what is secret in the code', () => {
    const drift = compared({
      jobs: {
        actions: ['update'],
        before: { ...asWanted, tags: { team: 'x' } },
        after: asWanted,
        sensitive: { tags: true },
      },
    })
    const [value] = drift.objects[0]?.values ?? []
    expect((value?.live.marks ?? 0) & marks.sensitive).toBe(marks.sensitive)
  })

  it('compares what the code says by now, where it was edited since', () => {
    const live = { ...asWanted, visibility_timeout_seconds: 300 }
    const changes = { jobs: { actions: ['update'], before: live, after: asWanted, state: asWanted } }
    const [settled, other] = [code.replace('60', '300'), code.replace('60', '90')]
    expect(told(compared(changes, settled), settled)).toEqual([])
    expect(told(compared(changes, other), other)).toEqual([
      expect.stringContaining('visibility_timeout_seconds by-hand 90 300 "90"'),
    ])
  })

  it('is brought back by a plan whose blast radius is known', () => {
    const plan = planned({ jobs: { actions: ['delete'], before: asWanted, after: null } })
    const { reverting } = revertedBy(plan, 'terraform apply', planRules)
    expect(reverting?.command).toBe('terraform apply')
    expect(reverting?.blast.counts.destroyed).toBe(1)
    const nothing = planned({ jobs: { actions: ['no-op'], before: asWanted, after: asWanted } })
    expect(revertedBy(nothing, 'terraform apply', planRules).reverting).toBeUndefined()
  })

  it('is no plan where it is something else', () => {
    expect(readPlan('plan', '{}', options)).toBeUndefined()
    expect(readPlan('plan', 'broken', options)).toBeUndefined()
  })
})

describe('a plan after an edit', () => {
  it('says what the plan said where nothing was edited, and what the code says where all was its own', () => {
    fc.assert(
      fc.property(values, values, values, (seen, now, made) => {
        const [kept, edited] = [asEdited(seen, seen, made), asEdited(seen, now, seen)]
        return fingerprint(kept) === fingerprint(made) && fingerprint(edited) === fingerprint(now)
      }),
    )
  })
})

const { value: values } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(fc.string(), fc.boolean()).map((scalar): Value => ({ kind: 'scalar', scalar, ...plain })),
    fc.array(tie('value'), { maxLength: 3 }).map((items): Value => ({ kind: 'list', items, ...plain })),
    fc
      .dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3 })
      .map((all): Value => ({ kind: 'map', entries: new Map(Object.entries(all)), ...plain })),
  ),
}))
const plain = { origin: 0, marks: marks.none }

const options: ReadOptions = filesAlone()

interface Changed {
  readonly actions: readonly string[]
  readonly before: unknown
  readonly after: unknown
  readonly unknown?: unknown
  readonly sensitive?: unknown
  readonly state?: unknown
  readonly replacePaths?: unknown
}

function planned(changes: Readonly<Record<string, Changed>>): NonNullable<ReturnType<typeof readPlan>> {
  const all = Object.entries(changes)
  const text = JSON.stringify({
    format_version: '1.2',
    resource_changes: all.map(([name, { actions, before, after, unknown, sensitive, replacePaths }]) => ({
      ...named(name),
      change: {
        actions,
        before,
        after,
        after_unknown: unknown ?? {},
        after_sensitive: sensitive ?? {},
        before_sensitive: {},
        replace_paths: replacePaths,
      },
    })),
    resource_drift: all.flatMap(([name, { before, state }]) =>
      state === undefined
        ? []
        : [
            {
              ...named(name),
              change: { actions: [before === null ? 'delete' : 'update'], before: state, after: before },
            },
          ],
    ),
  })
  const plan = readPlan('plan', text, options)
  if (plan === undefined) throw new Fault('internal/unreachable', { what: 'the plan is read' })
  return plan
}

function compared(changes: Readonly<Record<string, Changed>>, edited = code): Drift {
  const plan = planned(changes)
  return driftOf({
    readings: read(edited),
    live: plan,
    planned: { plan, root: filePath(''), seen: read(code) },
    namespace: undefined,
    waivers: [],
    today: '2026-11-21',
  })
}

/** Each open value with the text of the line that wants it. */
function told({ objects }: Drift, text = code): readonly string[] {
  return objects.flatMap(({ address, values: all }) =>
    all.filter(isOpen).map(({ path, what, wanted, live, site, why }) => {
      const said = site === undefined ? undefined : text.slice(site.start, site.end)
      const [want, run] = [wanted, live].map((one) => JSON.stringify(dataOf(one)))
      return [address, path, what, want ?? 'undefined', run ?? 'undefined', JSON.stringify(said), why].join(
        ' ',
      )
    }),
  )
}

function named(name: string): object {
  return {
    address: `aws_sqs_queue.${name}`,
    mode: 'managed',
    type: 'aws_sqs_queue',
    name,
    provider_name: 'registry.terraform.io/hashicorp/aws',
  }
}

function read(text: string): ReturnType<typeof readEstate>['readings'] {
  return readEstate(filesSnapshot({ 'main.tf': text }), filePath(''), options).readings
}
