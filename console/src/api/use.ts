import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { z } from 'zod'
import type { InputOf, ReplyOf, Route } from '../../../src/contract/route.ts'
import { ask } from './ask.ts'

/** What a route gives, kept until an event says that something has changed. */
export function useAnswer<One extends Route>(
  route: One,
  input: InputOf<One>,
  isWanted = true,
): UseQueryResult<ReplyOf<One>> {
  return useQuery({
    queryKey: [route.id, input],
    queryFn: ({ signal }) => ask(route, input, signal),
    enabled: isWanted,
    placeholderData: (before) => before,
  })
}

export interface Pages<Item> {
  readonly items: readonly Item[]
  readonly isWaiting: boolean
  readonly error: unknown
  /** Gets the next page, where there is one. */
  readonly more: (() => void) | undefined
  readonly again: () => void
}

/** A route that gives a list by pages. */
type ListRoute<Item> = Route & { readonly reply: z.ZodType<{ items: Item[]; next?: string | undefined }> }

/** A list that is given by pages, as far as it was asked for. */
export function usePages<One extends ListRoute<unknown>>(
  route: One,
  input: InputOf<One>,
): Pages<ReplyOf<One>['items'][number]> {
  const found = useInfiniteQuery({
    queryKey: [route.id, input],
    queryFn: ({ signal, pageParam }) =>
      ask(route, { ...input, ...(pageParam !== undefined && { after: pageParam }) }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: ReplyOf<One>) => last.next,
    placeholderData: (before) => before,
  })
  return {
    items: found.data?.pages.flatMap(({ items }) => items) ?? [],
    isWaiting: found.isPending,
    error: found.data === undefined ? found.error : undefined,
    more: found.hasNextPage ? () => void found.fetchNextPage() : undefined,
    again: () => void found.refetch(),
  }
}

/** Something that changes the server's state; every page asks again after it. */
export function useCommand<One extends Route>(
  route: One,
): UseMutationResult<ReplyOf<One>, Error, InputOf<One>> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: InputOf<One>) => ask(route, input),
    onSettled: () => client.invalidateQueries(),
  })
}

/** Whether events arrive: after each one, pages ask again, once in half a second at most. */
export function useLive(project: string | undefined): boolean {
  const client = useQueryClient()
  const [isLive, setIsLive] = useState(false)
  useEffect(() => {
    if (project === undefined) return undefined
    const stream = new EventSource(`/api/projects/${encodeURIComponent(project)}/stream`)
    let timer: ReturnType<typeof setTimeout> | undefined
    const renew = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined
        void client.invalidateQueries()
      }, 500)
    }
    stream.addEventListener('open', () => setIsLive(true))
    stream.addEventListener('error', () => setIsLive(false))
    stream.addEventListener('message', renew)
    return () => {
      clearTimeout(timer)
      stream.close()
    }
  }, [project, client])
  return isLive
}
