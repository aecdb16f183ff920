import type { Parts } from '../parts.ts'
import type { Served } from '../serve.ts'
import { commitHandlers } from './commits.ts'
import { driftHandlers, revertHandlers, stackHandlers } from './drift.ts'
import { eventHandlers } from './events.ts'
import { feedHandlers } from './feed.ts'
import { findingHandlers } from './findings.ts'
import { hookHandlers } from './hooks.ts'
import { incidentHandlers, signalHandlers } from './incidents.ts'
import { accessHandlers } from './access.ts'
import { projectHandlers } from './projects.ts'
import { resourceHandlers } from './resources.ts'
import { sourceHandlers } from './sources.ts'
import { stateHandlers } from './states.ts'

/** Every route with who answers it. */
export function handlersOf(parts: Parts): readonly Served[] {
  return [
    ...projectHandlers(parts),
    ...sourceHandlers(parts),
    ...commitHandlers(parts),
    ...findingHandlers(parts),
    ...resourceHandlers(parts),
    ...stateHandlers(parts),
    ...stackHandlers(parts),
    ...driftHandlers(parts),
    ...revertHandlers(parts),
    ...feedHandlers(parts),
    ...signalHandlers(parts),
    ...incidentHandlers(parts),
    ...eventHandlers(parts),
    ...hookHandlers(parts),
    ...accessHandlers(parts),
  ]
}
