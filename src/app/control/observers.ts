import type { Watched } from '../../contract/drift-nouns.ts'
import type { Observed } from '../../cli/targets.ts'
import type { Trail, TrailSubject } from '../../model/trail.ts'

/** Asks a live system what runs of some types. Each kind of system that stacks may watch has one. */
export type Observer<Kind extends Watched['kind']> = (
  watched: Extract<Watched, { readonly kind: Kind }>,
  types: readonly string[],
  signal: AbortSignal,
) => Promise<Observed>

/** Asks an account who changed some of its resources. */
export type AskTrail = (
  watched: Extract<Watched, { readonly kind: 'aws' }>,
  subjects: readonly TrailSubject[],
) => Promise<Trail>

/** Those that are asked for the types of the code. */
export interface Observers {
  readonly aws: Observer<'aws'>
}

/** The live systems that the workers may ask, with what is in their environment. Loaded when one is asked. */
export const observers: Observers = {
  aws: async ({ region, profile }, types) => {
    const { targets } = await import('../targets.ts')
    return targets.aws({ region, profile, types }, () => undefined)
  },
}

/** By CloudTrail, with what is in the environment of the workers. */
export const askTrail: AskTrail = async ({ region, profile }, subjects) => {
  const { targets } = await import('../targets.ts')
  return targets.awsTrail({ region, profile, subjects }, () => undefined)
}
