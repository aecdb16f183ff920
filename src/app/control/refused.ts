import { Fault } from '../../kernel/fault.ts'

/**
 * The status with which a forge said no for good; undefined where asking again later may help: no answer, a mistake of its own, or that it
 * was asked too often, which GitHub says with 403 too.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export function refusedWith(error: unknown): number | undefined {
  const status = statusOf(error)
  if (status === undefined || status >= 500 || status === 429) return undefined
  return status === 403 && isAskedTooOften(error) ? undefined : status
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof Fault) return Number(error.facts['status'] ?? Number.NaN) || undefined
  const status = memberOf(error, 'status')
  return typeof status === 'number' ? status : undefined
}

function isAskedTooOften(error: unknown): boolean {
  const headers = memberOf(memberOf(error, 'response'), 'headers')
  return (
    memberOf(headers, 'retry-after') !== undefined ||
    memberOf(headers, 'x-ratelimit-remaining') === '0' ||
    (error instanceof Error && /rate limit/iu.test(error.message))
  )
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
