import type { Data } from '../../kernel/edit.ts'
import { listAt, textAt } from './facts.ts'
import type { Ask, Listing, Service } from './table.ts'

/** So many pages are asked for at most; a service that gives the same token for ever is not followed. */
const mostPages = 10_000

/** Every item of a list, page by page. */
export async function pagesOf(
  ask: Ask,
  service: Service,
  { operation, input = {}, items, next }: Listing,
): Promise<readonly Data[]> {
  const found: Data[] = []
  let token = ''
  for (let page = 0; page < mostPages; page++) {
    const more = token === '' || next === undefined ? input : { ...input, [next[1]]: token }
    const reply = await ask(service, operation, more)
    found.push(...listAt(reply, items))
    const after: string = next === undefined ? '' : textAt(reply, next[0])
    if (after === '' || after === token) return found
    token = after
  }
  return found
}
