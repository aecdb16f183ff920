import type { MiddlewareHandler } from 'hono'
import type { Parts } from './parts.ts'
import type { Env } from './reply.ts'

/** Makes a span of each request, named by its route. No query, no body, no header and no name in a path gets into it. */
export function traced({ tracing }: Parts): MiddlewareHandler<Env> {
  return (c, next) => {
    const { method } = c.req
    const parent = c.req.header('traceparent')
    const attributes = { 'http.request.method': method }
    return tracing.span({ name: method, kind: 'server', attributes, parent }, async (span) => {
      c.set('trace', span.trace)
      await next()
      const route = c.get('route')
      span.rename(`${method} ${route}`)
      span.set('plumbline.route', route)
      span.set('http.response.status_code', c.res.status)
      if (c.res.status >= 500) span.failed('server')
    })
  }
}
