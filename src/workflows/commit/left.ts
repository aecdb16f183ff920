import { z } from 'zod'
import type { Frozen } from '../../contract/route.ts'
import { FindingCounts, GateResult } from '../../contract/schemas.ts'
import { hookNames } from '../../model/hook.ts'
import { orNone } from '../names.ts'

const Gate = GateResult.extend({
  conditions: z.array(GateResult.shape.conditions.element.extend({ measured: orNone(z.number()) })),
  override: orNone(GateResult.shape.override.unwrap()),
})

/** Of a commit whose parts are stored: their hashes, and what is counted of it. */
const KeptCommit = z.object({
  readings: z.array(z.string()),
  findings: z.array(z.string()),
  files: z.string(),
  body: z.string(),
  counts: FindingCounts,
  worse: z.int(),
  fixed: z.int(),
  changes: z.int(),
  resources: z.int(),
  gates: z.array(Gate),
  hooks: z.array(
    z.object({
      hook: z.enum(hookNames),
      when: z.enum(['before', 'after']),
      url: z.string(),
      seconds: z.number(),
      onSilence: z.enum(['allow', 'veto']),
    }),
  ),
  timings: z.array(z.object({ step: z.string(), milliseconds: z.number() })),
})

/** What is left of a review between its steps: hashes and numbers. */
export const Left = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('kept'), base: orNone(z.string()), kept: KeptCommit }),
  z.object({ kind: z.literal('refused'), why: z.string() }),
])
export type Left = Frozen<z.output<typeof Left>>
