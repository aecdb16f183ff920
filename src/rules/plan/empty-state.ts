import { scalarText } from '../../model/scalar.ts'
import { counts } from './counting.ts'
import { created, kept, planOf } from './example.ts'
import type { PlanRule } from './plan-rule.ts'
import { isCreated, wasThere, type Planned } from './planned.ts'
import { holdsData } from './held-types.ts'

const things = Array.from({ length: 12 }, (_, at) => created(`aws_sqs_queue.q[${at}]`))

/** Much is created and nothing was there. New estates begin like that, and so does losing a state. */
export const emptyState: PlanRule = {
  id: 'plan/empty-state',
  title: 'Much is created, and the state is empty',
  severity: 'info',
  danger: 'lost-state',
  why: 'A plan of only creates is right for a new estate. For one that runs it means that the state was not found, and that everything would be made twice.',
  fix: 'If this estate exists already, stop and find its state; if it is new, all is well.',

  *check(plan) {
    const creates = plan.changes.filter((one) => isCreated(one) && counts(one))
    const [first, ...also] = creates
    if (
      first === undefined ||
      creates.length < fewest ||
      plan.changes.some(wasThere) ||
      plan.prior.length > 0
    )
      return
    const holding = creates.filter((one) => holdsData(one.type)).length
    const data = holding === 0 ? '' : `, ${holding} of which hold data,`
    yield {
      kind: 'undecided',
      message: `${creates.length} resources${data} are created, and the state has none${environmentOf(plan)}. Whether there should be a state the plan does not say.`,
      change: first,
      path: '',
      also,
      because: [{ kind: 'elsewhere', what: 'whether there was a state before' }],
    }
  },

  examples: {
    good: [planOf([...things, kept('aws_vpc.main')])],
    bad: [planOf(things, { variables: { environment: 'production' } })],
    near: [planOf(things.slice(0, 4))],
  },
}

const fewest = 10

/** The variable that calls it production, said where there is one. */
function environmentOf({ reading }: Planned): string {
  for (const [name, value] of reading.variables) {
    const text = scalarText(value)
    if (text !== undefined && /^(?:prod|production|live)$/iu.test(text))
      return `, although ${name} is ${text}`
  }
  return ''
}
