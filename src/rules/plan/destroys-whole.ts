import type { Change } from '../../model/change.ts'
import { counts } from './counting.ts'
import { destroyed, kept, planOf } from './example.ts'
import { objection, type PlanRule, type PlanVerdict } from './plan-rule.ts'
import { isCreated, isDestroyed, wasThere, type Planned } from './planned.ts'

const parts = (module: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `module.${module}.aws_instance.node[${at}]`)

/** A whole module, or all that a provider has, goes. */
export const destroysWhole: PlanRule = {
  id: 'plan/destroys-whole',
  title: 'A whole module, or everything of a provider, is destroyed',
  severity: 'high',
  danger: 'mass-change',
  why: 'A module whose call was renamed, or a provider that was taken out, takes everything with it that it made.',
  fix: 'If the module has another name or key now, say so with a `moved` block; else destroy it in a change that does nothing else.',

  *check(plan) {
    yield* groups(plan, (one) => one.module, fewestOfModule, 'module')
    yield* groups(plan, (one) => one.provider, fewestOfProvider, 'provider')
  },

  examples: {
    good: [planOf(parts('serving', 12).map((one) => kept(one)))],
    bad: [
      planOf([
        ...parts('serving', 8).map((one) => destroyed(one)),
        ...parts('training', 60).map((one) => kept(one)),
      ]),
    ],
    near: [
      planOf([
        ...parts('serving', 12)
          .slice(0, 4)
          .map((one) => destroyed(one)),
        ...parts('serving', 12)
          .slice(4)
          .map((one) => kept(one)),
      ]),
    ],
  },
}

const fewestOfModule = 8
const fewestOfProvider = 8

function* groups(
  { changes }: Planned,
  keyOf: (change: Change) => string,
  fewest: number,
  what: 'module' | 'provider',
): Generator<PlanVerdict> {
  const found = new Map<string, Change[]>()
  for (const one of changes.filter(counts)) {
    const list = found.get(keyOf(one))
    if (list === undefined) found.set(keyOf(one), [one])
    else list.push(one)
  }
  for (const [key, all] of found) {
    const gone = all.filter(isDestroyed)
    const [first, ...also] = gone
    if (
      key === '' ||
      first === undefined ||
      gone.length < fewest ||
      all.some((one) => wasThere(one) && !isDestroyed(one))
    )
      continue
    // What is made under the same key again is a replacement, which others judge.
    if (all.some(isCreated) && what === 'provider') continue
    const name =
      what === 'module'
        ? `All ${gone.length} resources of ${key}`
        : `All ${gone.length} resources of the provider ${key}`
    yield { ...objection(first, `${name} are destroyed.`), also }
  }
}
