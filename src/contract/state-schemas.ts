import { z } from 'zod'

const Instant = z.string().meta({ description: 'ISO 8601' })

export const StateLock = z
  .object({
    id: z.string(),
    operation: z.string(),
    who: z.string(),
    version: z.string(),
    by: z.string().meta({ description: 'the token or person that asked' }),
    at: Instant,
  })
  .meta({ id: 'StateLock', description: 'who holds a state' })

export const StateVersion = z
  .object({
    version: z.int(),
    serial: z.int(),
    lineage: z.string(),
    terraformVersion: z.string(),
    resources: z
      .int()
      .optional()
      .meta({ description: 'missing where the program has encrypted the state itself' }),
    bytes: z.int(),
    digest: z.string().meta({ description: 'SHA-256 of the text' }),
    how: z.enum(['written', 'forced', 'restored']),
    restoredFrom: z.int().optional(),
    key: z.string().meta({ description: 'the id of the key that it lies under' }),
    by: z.string(),
    at: Instant,
  })
  .meta({ id: 'StateVersion', description: 'one version of a state, without what is in it' })

export const StateSummary = z
  .object({
    name: z.string(),
    head: StateVersion.optional(),
    isRemoved: z.boolean(),
    lock: StateLock.optional(),
  })
  .meta({ id: 'StateSummary', description: 'a Terraform state that is kept here' })

/** https://developer.hashicorp.com/terraform/language/backend/http: what the program sends with LOCK and UNLOCK. */
export const LockInfo = z
  .looseObject({
    ID: z.string().min(1).max(200),
    Operation: z.string().max(200).default(''),
    Who: z.string().max(500).default(''),
    Version: z.string().max(100).default(''),
  })
  .meta({ id: 'LockInfo', description: "a lock in Terraform's own words" })
export type LockInfo = z.infer<typeof LockInfo>
