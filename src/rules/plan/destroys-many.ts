import { created, destroyed, kept, planOf, updated } from './example.ts'
import { existing, lossesOf } from './counting.ts'
import { objection, type PlanRule } from './plan-rule.ts'
import { isDestroyed } from './planned.ts'

const many = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `aws_instance.worker[${at}]`)

/** A large part of what exists goes at once. */
export const destroysMany: PlanRule = {
  id: 'plan/destroys-many',
  title: 'A large part of what exists is destroyed or replaced at once',
  severity: 'critical',
  danger: 'mass-change',
  why: 'Plans that take away much of an estate come from a wrong workspace, a variable that was not given, or a module that lost its keys, more often than from somebody who wants that.',
  fix: 'Look at what the plan says of the first of them; split what is wanted into changes that a person can read.',

  *check(plan) {
    const losses = lossesOf(plan)
    const all = existing(plan)
    const [first, ...also] = losses
    if (first === undefined || !isMuch(losses.length, losses.filter(isDestroyed).length, all)) return
    const part = losses.length === all ? 'All' : `${losses.length}`
    yield {
      ...objection(first, `${part} of ${all} resources that exist are destroyed or replaced.`),
      also,
    }
  },

  examples: {
    good: [planOf(many(60).map((one) => updated(one, { tags: {} }, { tags: { team: 'ml' } })))],
    bad: [
      planOf(many(12).map((one) => destroyed(one))),
      planOf([
        ...many(20)
          .slice(0, 12)
          .map((one) => destroyed(one)),
        ...many(20)
          .slice(12)
          .map((one) => kept(one)),
      ]),
    ],
    near: [
      planOf([
        ...many(60)
          .slice(0, 8)
          .map((one) => destroyed(one)),
        ...many(60)
          .slice(8)
          .map((one) => kept(one)),
      ]),
      planOf(many(60).map((one) => created(one))),
    ],
  },
}

/** Many in number and in part, or everything. */
function isMuch(lost: number, gone: number, all: number): boolean {
  // A handful that is all there is may well be made anew at once; that nothing of it stays is another matter.
  if (lost === all) return gone >= 5 || lost >= 10
  const part = lost / all
  return (lost >= 10 && part >= 0.3) || (lost >= 50 && part >= 0.15)
}
