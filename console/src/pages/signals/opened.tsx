import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { api } from '../../../../src/contract/routes.ts'
import { useAnswer } from '../../api/use.ts'
import { PageHead, Section } from '../../parts/page.tsx'
import { Failed, Waiting } from '../../parts/state.tsx'
import type * as program from '../signals.tsx'

/** Comes with the library that draws series, which no other page needs. */
const load = (): Promise<typeof program> => import('../signals.tsx')

/** Where it is opened first, it comes while it is still asked who asks. */
const first = /^\/[^/]+\/signals/u.test(location.pathname) ? load() : undefined
// Whoever waits for it hears of it.
first?.catch(() => undefined)

/**
 * The page of signals as soon as its program is there, with what it asks first asked meanwhile. Not by React's `Suspense`, which
 * goes on showing that it waits for 300 ms, whenever the program comes.
 */
export function SignalsOpened({ project }: { readonly project: string }): ReactElement {
  const page = useQuery({
    queryKey: ['program of the page of signals'],
    queryFn: load,
    staleTime: 'static',
    gcTime: Infinity,
    structuralSharing: false,
  })
  useAnswer(api.signals.list, { project })
  if (page.data !== undefined) return <page.data.SignalsPage project={project} />
  return (
    <>
      <PageHead title="Signals" />
      <Section flush>
        {page.error === null ? (
          <Waiting lines={9} />
        ) : (
          <Failed error={page.error} onRetry={() => void page.refetch()} />
        )}
      </Section>
    </>
  )
}
