import { z } from 'zod'
import { Plain } from './schemas.ts'

const Instant = z.string().meta({ description: 'ISO 8601' })
const Count = z.int()

export const Watched = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('upload') }),
  z.object({
    kind: z.literal('aws'),
    region: z
      .string()
      .regex(/^[a-z0-9-]{1,40}$/u)
      .optional(),
    profile: z
      .string()
      .regex(/^[\w.@-]{1,100}$/u)
      .optional(),
  }),
  z.object({
    kind: z.literal('terraform'),
    folder: place('the folder of the root in the repository').optional(),
    workspace: z
      .string()
      .regex(/^[\w.-]{1,90}$/u)
      .optional(),
    varFiles: z.array(place('a file of variables in the repository')).max(20).optional(),
    revert: z.enum(['off', 'by-another', 'by-one']).optional().meta({
      description:
        'whether the server may bring back what the code says: `by-another` needs an approver who did not ask for it, `by-one` any approver; off when nothing is said',
    }),
  }),
])

/** A path inside of a repository. */
function place(description: string): z.ZodString {
  return z
    .string()
    .max(400)
    .regex(/^(?!\/|-)(?!(?:.*\/)?\.\.(?:\/|$))[^\0\\]*$/u, 'A path inside of the repository')
    .meta({ description })
}

export const Stack = z
  .object({
    id: z.string(),
    name: z.string(),
    source: z.string(),
    watched: Watched,
    namespace: z.string().optional(),
    state: z.string().optional(),
    everySeconds: Count,
    createdAt: Instant,
    createdBy: z.string(),
    checkedAt: Instant.optional(),
    sha: z.string().optional(),
    observedAt: Instant.optional(),
    observedBy: z.string().optional(),
    problem: z.string().optional(),
    isDue: z.boolean(),
    live: Count,
    compared: Count,
    failures: z.array(z.string()).meta({ description: 'what could not be asked' }),
    open: Count,
    silent: Count,
  })
  .meta({ id: 'Stack', description: 'a source that is compared with one live system' })

const DriftState = z.object({ value: Plain.optional(), isUnknown: z.boolean() })
const DriftMove = z.object({
  action: z.enum(['set', 'remove', 'create', 'delete', 'add']),
  address: z.string(),
  path: z.string(),
  value: Plain.optional(),
})

export const DriftProposal = z
  .object({
    state: z.enum(['asked', 'ready', 'refused', 'opening', 'proposed', 'failed']),
    by: z.string(),
    at: Instant,
    sha: z.string().optional(),
    problem: z.string().optional(),
    branch: z.string().optional(),
    url: z.string().optional(),
  })
  .meta({ id: 'DriftProposal', description: 'what writing a drift into the code comes to' })

const DriftReverting = z
  .object({
    state: z.enum(['asked', 'waiting', 'approved', 'rejected', 'expired', 'applying', 'applied', 'failed']),
    by: z.string(),
    at: Instant,
    sha: z.string().optional(),
    plan: z.string().optional().meta({ description: 'names the plan that an approval is of' }),
    does: z
      .object({
        created: Count,
        changed: Count,
        replaced: Count,
        destroyed: Count,
        changes: z.array(z.object({ address: z.string(), action: z.string() })),
        dangers: z.array(
          z.object({
            address: z.string(),
            message: z.string(),
            class: z.string().optional(),
            rule: z.string().optional(),
            dependents: z
              .array(z.string())
              .optional()
              .meta({ description: 'the first of what depends on it and stays' }),
          }),
        ),
      })
      .optional(),
    decidedBy: z.string().optional(),
    decidedAt: Instant.optional(),
    problem: z.string().optional(),
  })
  .meta({ id: 'DriftReverting', description: 'bringing back what the code says, as it stands' })

const DriftBlast = z
  .object({
    dependents: Count.meta({
      description: 'how many resources use what is changed, directly or by way of others',
    }),
    direct: z.array(z.string()).meta({ description: 'the first of those that use it directly' }),
    dangers: z.array(
      z.object({
        class: z.string(),
        rule: z.string(),
        address: z.string(),
        message: z.string(),
        file: z.string(),
        startLine: Count,
      }),
    ),
  })
  .meta({ id: 'DriftBlast', description: 'what an edit, or bringing something back, reaches' })

export const DriftItem = z
  .object({
    id: z.string(),
    address: z.string(),
    type: z.string(),
    path: z.string(),
    what: z.string(),
    root: z.string(),
    format: z.string(),
    variant: z.string(),
    wanted: DriftState.optional(),
    remembered: DriftState.optional(),
    live: DriftState.optional(),
    origin: z
      .object({ file: z.string(), startLine: Count, endLine: Count, source: z.string().optional() })
      .optional(),
    by: z.object({ name: z.string(), at: z.string().optional(), event: z.string().optional() }).optional(),
    why: z.string(),
    silence: z.object({ kind: z.string(), why: z.string() }).optional(),
    revert: DriftMove.optional(),
    codify: DriftMove.optional(),
    blast: DriftBlast.optional().meta({ description: 'what bringing its object back reaches' }),
    stack: z.string(),
    source: z.string(),
    since: Instant,
    until: Instant.optional(),
    acceptance: z.object({ by: z.string(), reason: z.string(), until: z.string(), at: Instant }).optional(),
    proposal: DriftProposal.optional(),
    reverting: DriftReverting.optional(),
  })
  .meta({ id: 'DriftItem', description: 'one thing that runs otherwise than the code says' })

const DriftChange = z.object({
  address: z.string(),
  path: z.string(),
  before: Plain.optional(),
  after: Plain.optional(),
})

export const DriftEdit = z
  .object({
    title: z.string(),
    diff: z.string().meta({ description: 'as `git apply` takes it' }),
    follows: z.array(DriftChange),
    others: z.array(DriftChange),
    appeared: z.array(z.string()),
    gone: z.array(z.string()),
    blast: DriftBlast.optional(),
    imports: z
      .array(z.string())
      .optional()
      .meta({ description: 'commands by which stacks take over what the code says from now on' }),
  })
  .meta({ id: 'DriftEdit', description: 'an edit that was verified by reading again' })
