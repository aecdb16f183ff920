import { addressOf } from '../../kernel/brand.ts'
import type { Value } from '../../kernel/value.ts'
import { jsonKind, type JsonNode } from '../../lang/json/tree.ts'
import { instanceNames } from '../../lang/terraform-json/resource.ts'
import { maskedValue } from '../../lang/terraform-json/value.ts'
import type { Action, Change, OutputChange } from '../../model/change.ts'
import { pathText } from '../../model/path.ts'
import type { Plan } from './plan.ts'
import { refuse } from './problems.ts'

/** The changes in a list of them: `resource_changes`, `resource_drift`. */
export function changesIn(plan: Plan, list: JsonNode | undefined): readonly Change[] {
  return sorted(plan.document.items(list).flatMap((node) => changeOf(plan, node) ?? []))
}

/** The changes that are put off: each has its reason beside it. */
export function deferredIn(plan: Plan, list: JsonNode | undefined): readonly Change[] {
  const { document } = plan
  return sorted(
    document.items(list).flatMap((node) => {
      const inner = document.member(node, 'resource_change')
      const change = inner === undefined ? undefined : changeOf(plan, inner)
      return change === undefined ? [] : [withReason(change, document.textAt(node, 'reason'))]
    }),
  )
}

/** What is done to the outputs of the root module. */
export function outputChangesIn(plan: Plan, object: JsonNode | undefined): readonly OutputChange[] {
  const { document } = plan
  return [...document.members(object)].map(([name, node]) => {
    const sides = sidesOf(plan, node, `output.${name}`)
    return {
      name,
      actions: actionsOf(plan, node),
      get before() {
        return sides.before()
      },
      get after() {
        return sides.after()
      },
      span: document.span(node),
    }
  })
}

function changeOf(plan: Plan, node: JsonNode): Change | undefined {
  const { document } = plan
  const names = instanceNames(document, node)
  const change = document.member(node, 'change')
  if (names === undefined || change === undefined) return undefined
  const sides = sidesOf(plan, change, names.address)
  const importing = document.member(change, 'importing')
  const previousAddress = document.textAt(node, 'previous_address')
  const actions = actionsOf(plan, change)
  return {
    ...names,
    address: addressOf(names.address),
    actions: [...actions, ...(previousAddress === undefined ? [] : (['move'] as const))],
    order: orderOf(plan, change),
    get before() {
      return sides.before()
    },
    get after() {
      return sides.after()
    },
    replacePaths: document
      .items(document.member(change, 'replace_paths'))
      .map((path) => pathText(document.items(path).map((step) => document.key(step) ?? ''))),
    reason: document.textAt(node, 'action_reason'),
    previousAddress,
    importing: document.isThere(importing) ? { id: document.textAt(importing, 'id') } : undefined,
    deposed: document.textAt(node, 'deposed'),
    span: document.span(document.member(node, 'address') ?? node),
    extent: document.span(node),
  }
}

function withReason(change: Change, reason: string | undefined): Change {
  return {
    ...change,
    reason: reason ?? change.reason,
    get before() {
      return change.before
    },
    get after() {
      return change.after
    },
  }
}

/** Both sides of a change, each worked out when it is asked for, and once. */
function sidesOf(
  { document, origins }: Plan,
  change: JsonNode,
  address: string,
): { before(): Value; after(): Value } {
  const making = { document, origins, step: 'plan' as const, address }
  let before: Value | undefined
  let after: Value | undefined
  return {
    before: () =>
      (before ??= maskedValue(
        { value: there('before'), sensitive: document.member(change, 'before_sensitive') },
        making,
      )),
    after: () =>
      (after ??= maskedValue(
        {
          value: there('after'),
          unknown: document.member(change, 'after_unknown'),
          sensitive: document.member(change, 'after_sensitive'),
        },
        making,
      )),
  }

  /** For resources null means that there is none. */
  function there(side: string): JsonNode | undefined {
    const node = document.member(change, side)
    return document.isThere(node) ? node : undefined
  }
}

const mostProblems = 100
const single: ReadonlyMap<string, Action> = new Map([
  ['create', 'create'],
  ['update', 'update'],
  ['delete', 'destroy'],
  ['read', 'read'],
  ['no-op', 'no-op'],
  ['forget', 'forget'],
])

function actionsOf(plan: Plan, change: JsonNode): readonly Action[] {
  const written = writtenActions(plan, change)
  const isReplaced = written.length > 1 && written.includes('create') && written.includes('delete')
  const actions: readonly Action[] = isReplaced
    ? ['replace']
    : written.flatMap((one) => single.get(one) ?? [])
  const strange = written.find((one) => !single.has(one))
  if ((strange !== undefined || written.length === 0) && plan.diagnostics.length < mostProblems) {
    const { document } = plan
    const site = document.member(change, 'actions') ?? change
    plan.diagnostics.push(refuse('terraform-plan/unknown-action', document.span(site)))
  }
  return plan.document.isThere(plan.document.member(change, 'importing')) ? [...actions, 'import'] : actions
}

function orderOf(plan: Plan, change: JsonNode): Change['order'] {
  const [first, second] = writtenActions(plan, change)
  if (first === 'delete' && second === 'create') return 'destroy-first'
  return first === 'create' && second === 'delete' ? 'create-first' : undefined
}

function writtenActions({ document }: Plan, change: JsonNode): readonly string[] {
  const actions = document.member(change, 'actions')
  if (actions === undefined || jsonKind(document.tree, actions) !== 'array') return []
  return document.items(actions).flatMap((one) => document.text(one) ?? [])
}

function sorted(changes: readonly Change[]): readonly Change[] {
  return changes.toSorted((one, other) =>
    one.address < other.address ? -1 : Number(one.address > other.address),
  )
}
