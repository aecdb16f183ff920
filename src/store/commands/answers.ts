import pg from 'pg'
import type { Answer, Done, Refused } from '../../contract/commands.ts'

export function done<What>(value: What): Done<What> {
  return { kind: 'done', value }
}

export function refused(why: Refused['why'], detail: string): Refused {
  return { kind: 'refused', why, detail }
}

/** What a table refuses because it is there already is refused in words. */
export async function unlessExists<What>(
  work: () => Promise<Answer<What>>,
  detail: string,
): Promise<Answer<What>> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === '23505') return refused('exists', detail)
    throw error
  }
}
