import { z } from 'zod'

/** The name of the project, which stands in the path. */
export const inProject = { project: z.string().min(1).max(63) }

/** The state that is asked about: a commit, else the head of a branch, else that of the default branch. */
export const atCommit = {
  branch: z.string().min(1).max(500).optional(),
  sha: z.string().min(4).max(64).optional().meta({ description: 'a commit or its beginning' }),
}

export const sourceName = z.string().min(1).max(200).meta({ description: 'the id or name of a source' })

/** A text that people search for. */
export const searched = z.string().max(500)
