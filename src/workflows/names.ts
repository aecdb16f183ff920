import { z } from 'zod'

/** What runs are started with. Each is written down, and read by whichever build goes on with it. */

export const commitName = z.object({
  project: z.string(),
  source: z.string(),
  branch: z.string(),
  sha: z.string(),
})

/** A commit that is to be told of again after its review, with the verdict that is to be told; the how manieth time of all that is. */
export const changedVerdict = commitName.extend({
  verdict: z.enum(['passed', 'failed', 'overridden']),
  number: z.int(),
  /** Since when its forge could not be told. */
  missedAt: z.string().optional(),
})

export const stackName = z.object({ project: z.string(), stack: z.string() })

export const askedProposal = z.object({
  project: z.string(),
  drift: z.string(),
  state: z.enum(['asked', 'opening']),
  moment: z.string(),
})

export const askedRevert = z.object({
  project: z.string(),
  drift: z.string(),
  stack: z.string(),
  state: z.enum(['asked', 'approved']),
  moment: z.string(),
})

export const investigationName = z.object({ project: z.string(), signals: z.string(), group: z.string() })

/** It was done, or not and why. */
export const failed = z.object({ kind: z.literal('failed'), why: z.string() })

/** What is written down leaves out what is undefined. */
export function orNone<Shape extends z.ZodType>(shape: Shape): z.ZodType<z.output<Shape> | undefined> {
  return shape.optional().transform((one) => one)
}
