import type { Route } from './route.ts'
import { commitRoutes, gateRoutes } from './routes/commits.ts'
import { driftRoutes, stackRoutes } from './routes/drift.ts'
import { eventRoutes } from './routes/events.ts'
import { feedRoutes } from './routes/feed.ts'
import { findingRoutes } from './routes/findings.ts'
import { incidentRoutes, logRoutes, signalRoutes } from './routes/incidents.ts'
import { projectRoutes } from './routes/projects.ts'
import { resourceRoutes } from './routes/resources.ts'
import { sessionRoutes } from './routes/session.ts'
import { hookRoutes, memberRoutes, settingRoutes, tokenRoutes } from './routes/settings.ts'
import { sourceRoutes } from './routes/sources.ts'
import { stateRoutes } from './routes/states.ts'

/** Everything that the server can be asked, by subject. */
export const api = {
  session: sessionRoutes,
  projects: projectRoutes,
  sources: sourceRoutes,
  commits: commitRoutes,
  gates: gateRoutes,
  findings: findingRoutes,
  resources: resourceRoutes,
  stacks: stackRoutes,
  drift: driftRoutes,
  feed: feedRoutes,
  signals: signalRoutes,
  logs: logRoutes,
  incidents: incidentRoutes,
  states: stateRoutes,
  events: eventRoutes,
  hooks: hookRoutes,
  tokens: tokenRoutes,
  members: memberRoutes,
  settings: settingRoutes,
} as const

/** The same as a list, in the order of the API's description. */
export const routes: readonly Route[] = Object.values(api).flatMap((group): Route[] => Object.values(group))
