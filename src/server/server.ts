import { Hono } from 'hono'
import { api } from '../contract/routes.ts'
import { alertRoute } from './alerts.ts'
import { wellKnown } from './documents.ts'
import { dispatcher } from './dispatch.ts'
import { gatekeeper, logged, safely, withHeaders } from './guard.ts'
import { handlersOf } from './handlers/index.ts'
import { logRoute } from './log-lines.ts'
import { mcpRoute } from './mcp/http.ts'
import { Metrics } from './metrics.ts'
import { probes } from './probes.ts'
import type { Parts } from './parts.ts'
import type { Env } from './reply.ts'
import { signInRoutes } from './sign-in.ts'
import { stateRoutes } from './states/protocol.ts'
import { consoleFiles } from './static.ts'
import { Streams } from './stream.ts'
import { toldRoute } from './told.ts'
import { traced } from './traced.ts'
import { webhookRoutes } from './webhooks.ts'

/** The server: contracts bound to handlers, and what stands around them. It listens to nothing itself. */
export function serverOf(parts: Parts): Hono<Env> {
  const app = new Hono<Env>()
  const metrics = new Metrics()
  const streams = new Streams(parts, metrics)

  app.use(traced(parts))
  app.use(logged(parts, metrics))
  app.use(withHeaders(parts.settings))
  app.use(gatekeeper(parts))
  app.onError(safely(parts))

  probes(app, parts, metrics)
  wellKnown(app, parts.settings)
  signInRoutes(app, parts)
  webhookRoutes(app, parts, metrics)
  mcpRoute(app, parts)
  stateRoutes(app, parts)
  alertRoute(app, parts)
  toldRoute(app, parts)
  logRoute(app, parts)
  app.get(api.events.stream.path, (c) => streams.serve(c))
  for (const served of handlersOf(parts)) {
    const answer = dispatcher(served, parts)
    app.on(served.route.method, [served.route.path], (c) => {
      c.set('route', served.route.id)
      return answer(c)
    })
  }
  consoleFiles(app, parts)
  return app
}
