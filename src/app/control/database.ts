import { join } from 'node:path'
import { startPostgres } from '../../host/postgres/server.ts'

/** The database that is used, and how to leave it. */
export interface UsedDatabase {
  readonly url: string
  readonly kind: 'own' | 'given'
  leave(): Promise<void>
}

/** The one that is given, or the one that comes with us, in the state folder. */
export async function useDatabase(
  state: string,
  given: string | undefined,
  told: (problem: string) => void = () => undefined,
): Promise<UsedDatabase> {
  if (given !== undefined && given !== '') return { url: given, kind: 'given', leave: async () => undefined }
  const server = await startPostgres(join(state, 'postgres'))
  // Ours to look after: nobody else would start it again.
  server.keepRunning(told)
  return {
    url: server.url,
    kind: 'own',
    leave: async () => {
      // Another Plumbline of the same state may be using it; then that one stops it.
      await server.stop()
    },
  }
}
