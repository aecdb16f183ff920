import type { Hono } from 'hono'
import { capabilitiesText, entryPoints } from '../contract/capabilities.ts'
import { openApi } from '../contract/openapi.ts'
import { routes } from '../contract/routes.ts'
import type { Settings } from './parts.ts'
import type { Env } from './reply.ts'

const json = { 'content-type': 'application/json; charset=utf-8' }

/** What programs look for before they know anything of us. */
export function wellKnown(app: Hono<Env>, { version }: Settings): void {
  let description: string | undefined
  app.get('/.well-known/devops-capabilities.json', (c) => c.body(capabilitiesText(), 200, json))
  app.get('/.well-known/devops-entry-points.json', (c) => c.body(JSON.stringify(entryPoints), 200, json))
  app.get('/api/openapi.json', (c) =>
    c.body((description ??= JSON.stringify(openApi(routes, version))), 200, json),
  )
}
