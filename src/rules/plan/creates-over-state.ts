import type { Address } from '../../kernel/brand.ts'
import { leavesOf } from '../../model/path.ts'
import type { Change } from '../../model/change.ts'
import type { Resource } from '../../model/resource.ts'
import { scalarText } from '../../model/scalar.ts'
import { textAt } from './asking.ts'
import { counts } from './counting.ts'
import { changeOf, created, destroyed, found, kept, planOf } from './example.ts'
import { objection, type PlanRule } from './plan-rule.ts'
import { isCreated, isDestroyed, wasThere, type Planned } from './planned.ts'

const buckets = ['a', 'b', 'c'].map((name) => `aws_s3_bucket.${name}`)

/** The plan makes what is there already: the state that knew of it is not the one that was read. */
export const createsOverState: PlanRule = {
  id: 'plan/creates-over-state',
  title: 'The plan creates what seems to exist: the state may be lost',
  severity: 'critical',
  danger: 'lost-state',
  why: 'A plan full of creates for an estate that runs means that Terraform looks at an empty or a wrong state: another backend, workspace, account or folder. Applied, it makes everything twice, and the next cleaning up destroys the wrong half.',
  fix: 'Stop. Look at the backend, the workspace and the account that were used (`terraform state list`), and get the state back before anything is applied.',

  *check(plan) {
    const creates = plan.changes.filter((one) => isCreated(one) && one.importing === undefined)
    const evidence = [
      ...collisions(plan, creates),
      ...vanished(plan, creates),
      ...missed(plan, creates),
      ...held(plan, creates),
      ...answered(plan, creates),
    ]
    const [first, ...also] = evidence
    if (first === undefined) return
    yield {
      ...objection(first.change, `${creates.length} resources are created. ${first.message}`, first.path),
      also: also.map(({ change }) => change).filter((one) => one !== first.change),
    }
  },

  examples: {
    good: [planOf(buckets.map((one) => created(one, { bucket: one })))],
    bad: [
      // A lookup finds a bucket of the name that is created.
      planOf(
        [
          ...buckets.map((one) => created(one, { bucket: one })),
          created('aws_iam_role.r'),
          created('aws_sqs_queue.q'),
        ],
        {
          prior: [
            found('data.aws_s3_bucket.known', {
              bucket: 'aws_s3_bucket.a',
              arn: 'arn:aws:s3:::aws_s3_bucket.a',
            }),
          ],
        },
      ),
      // All of them were gone when Terraform looked.
      planOf(
        buckets.map((one) => created(one)),
        {
          drift: buckets.map((one) => changeOf(one, { actions: ['delete'], before: {}, after: null })),
        },
      ),
      // What is still in the state depends on what is not.
      planOf([...buckets.map((one) => created(one)), kept('aws_lambda_function.f')], {
        prior: [{ ...found('aws_lambda_function.f'), depends_on: buckets }],
      }),
    ],
    near: [
      planOf([...buckets.map((one) => created(one)), destroyed('aws_sqs_queue.q')], {
        prior: [found('data.aws_caller_identity.me', { account_id: '1' })],
      }),
      // One thing was deleted by hand and is made again.
      planOf([created('aws_s3_bucket.a'), kept('aws_s3_bucket.b')], {
        drift: [changeOf('aws_s3_bucket.a', { actions: ['delete'], before: {}, after: null })],
      }),
    ],
  },
}

interface Evidence {
  readonly change: Change
  readonly message: string
  readonly path: string
}

/** As many as are no accident. */
const several = 3

/** Lookups that found a thing of the same type and name, in a plan that makes much and has little. */
function* collisions(plan: Planned, creates: readonly Change[]): Generator<Evidence> {
  const weighty = creates.filter(counts).length
  if (weighty < several || plan.changes.filter(wasThere).length > weighty / 4) return
  const lookups = new Map<string, Resource>()
  const arns = new Map<string, Resource>()
  for (const one of plan.reading.prior) {
    if (one.mode !== 'data') continue
    for (const name of namesOf(one.type, one.values)) lookups.set(name, one)
    if (one.type === 'terraform_remote_state') for (const arn of arnsIn(one)) arns.set(arn, one)
  }
  for (const change of creates) {
    // What the plan looks up after it has made it is not known yet, so what is known was there before.
    const seen = namesOf(change.type, change.after).map((name) => lookups.get(name))
    const lookup = seen.find((one) => one !== undefined)
    const path = nameOf(change)
    if (lookup !== undefined) {
      yield { change, message: `${lookup.address} finds one of the same name, which exists already.`, path }
      continue
    }
    const name = textAt(change.after, path)
    const known = name === undefined || name.length < 4 ? undefined : endingIn(arns, change.type, name)
    if (known !== undefined)
      yield { change, message: `${known.address} says that another state knows it already.`, path }
  }
}

/** What was there at the last apply, and was not found when this plan was made. */
function vanished({ reading }: Planned, creates: readonly Change[]): readonly Evidence[] {
  const gone = new Set<Address>(reading.drift.filter(isDestroyed).map(({ address }) => address))
  const again = creates.filter(({ address }) => gone.has(address))
  const known = reading.changes.filter((one) => one.mode === 'managed' && wasThere(one)).length + again.length
  if (again.length < several || again.length < known / 2) return []
  return again.map((change) => ({
    change,
    message: `${again.length} of ${known} that the state knows were not found: it was looked for in another account or region, or they are gone.`,
    path: '',
  }))
}

/** What things in the state depend on, and the state no longer has. */
function missed(plan: Planned, creates: readonly Change[]): readonly Evidence[] {
  const gone = new Set<Address>(plan.reading.drift.map(({ address }) => address))
  const unchanged = new Set<Address>(
    plan.changes
      .filter(({ actions }) => actions.length === 1 && actions[0] === 'no-op')
      .map(({ address }) => address),
  )
  const made = new Map(creates.map((one) => [one.address, one]))
  const missing = new Map<Address, Address>()
  for (const { from, to, path } of plan.reading.references) {
    if (path === 'depends_on' && unchanged.has(from) && made.has(to) && !gone.has(to)) missing.set(to, from)
  }
  if (missing.size < several) return []
  return [...missing].flatMap(([address, from]) => {
    const change = made.get(address)
    const message = `${from} was made after it and does not change, yet the state does not have it.`
    return change === undefined ? [] : [{ change, message, path: '' }]
  })
}

/** What the state held before and the plan neither keeps nor destroys, or lets go of, and makes again. */
function* held(plan: Planned, creates: readonly Change[]): Generator<Evidence> {
  const gone = new Set<Address>(plan.reading.drift.filter(isDestroyed).map(({ address }) => address))
  const known = new Set<Address>(plan.prior.map(({ address }) => address))
  const same = creates.filter(({ address }) => known.has(address) && !gone.has(address))
  for (const change of same.length < several ? [] : same)
    yield { change, message: 'The state that was read has it already.', path: '' }
  const released = releasedIn(plan)
  for (const change of released.size === 0 ? [] : creates) {
    const one = namesOf(change.type, change.after).flatMap((name) => released.get(name) ?? [])[0]
    if (one === undefined) continue
    const message = `${one} of the same name was in the state, is not destroyed, and the plan knows of it no more.`
    yield { change, message, path: nameOf(change) }
  }
}

/** By their names, what stays in the world although the plan no longer has it: let go of, or not looked at. */
function releasedIn({ changes, prior }: Planned): ReadonlyMap<string, Address> {
  const released = new Map<string, Address>()
  const seen = new Set<string>(
    changes.flatMap(({ address, previousAddress }) => [address, previousAddress ?? '']),
  )
  for (const { type, address, values } of prior) {
    if (!seen.has(address)) for (const name of namesOf(type, values)) released.set(name, address)
  }
  for (const { type, address, actions, before } of changes) {
    if (actions.includes('forget')) for (const name of namesOf(type, before)) released.set(name, address)
  }
  return released
}

/** Answers of the last apply that can only have come from resources, while the state has none. */
function* answered(plan: Planned, creates: readonly Change[]): Generator<Evidence> {
  const [change] = creates.filter(counts)
  if (change === undefined || creates.filter(counts).length < several) return
  if (plan.prior.length > 0 || plan.changes.some(wasThere)) return
  const [output] = plan.reading.outputChanges.filter(
    ({ before, after }) => before.kind !== 'absent' && scalarText(before) !== '' && after.kind === 'unknown',
  )
  if (output === undefined) return
  yield {
    change,
    message: `The output ${output.name} had an answer at the last apply, and what it is made of is made anew: the state had more in it then.`,
    path: '',
  }
}

/** What a type is named by, where that name can be there once only. */
const identities: readonly string[] = [
  'bucket',
  'identifier',
  'cluster_identifier',
  'db_instance_identifier',
  'replication_group_id',
  'cluster_id',
  'function_name',
  'domain_name',
  'domain',
  'name',
]

function nameOf({ after }: Change): string {
  return (
    identities.find((path) => textAt(after, path) !== undefined) ??
    (textAt(after, 'tags.Name') === undefined ? '' : 'tags.Name')
  )
}

function namesOf(type: string, value: Change['after']): readonly string[] {
  // Lookups and resources of some types have the same name by different paths.
  const kind = aliases.get(type) ?? type
  return [...identities, 'tags.Name'].flatMap((path) => {
    const text = textAt(value, path)
    return text === undefined || text === '' ? [] : [`${kind}\n${text}`]
  })
}

const aliases: ReadonlyMap<string, string> = new Map([
  ['aws_alb', 'aws_lb'],
  ['azurerm_linux_virtual_machine', 'azurerm_virtual_machine'],
  ['aws_db_cluster', 'aws_rds_cluster'],
])

function arnsIn({ values }: Resource): readonly string[] {
  return [...leavesOf(values)].flatMap(({ value }) => {
    const text = scalarText(value)
    return text?.startsWith('arn:') === true ? [text] : []
  })
}

function endingIn(arns: ReadonlyMap<string, Resource>, type: string, name: string): Resource | undefined {
  const service = type.split('_')[1] ?? ''
  const isOf = (arn: string): boolean =>
    arn.split(':')[2]?.startsWith(services.get(service) ?? service) === true
  return [...arns].find(([arn]) => isOf(arn) && arn.split(/[:/]/u).at(-1) === name)?.[1]
}

const services: ReadonlyMap<string, string> = new Map([
  ['db', 'rds'],
  ['lb', 'elasticloadbalancing'],
  ['instance', 'ec2'],
])
