import { beginning } from './0001-beginning.ts'
import { states } from './0002-states.ts'
import { writtenHooks } from './0003-written-hooks.ts'
import { drift } from './0004-drift.ts'
import { incidents } from './0005-incidents.ts'
import { search } from './0006-search.ts'
import { applications } from './0007-applications.ts'
import { reverts } from './0008-reverts.ts'
import { signalLabels } from './0009-signal-labels.ts'
import { graphLevels } from './0010-graph-levels.ts'
import { logs } from './0011-logs.ts'
import { verdicts } from './0012-verdicts.ts'
import { lateTelling } from './0013-late-telling.ts'
import { deliveryLists } from './0014-delivery-lists.ts'
import { findingPlaces } from './0015-finding-places.ts'

/** Every change to the tables, in order. One that has been published is never edited: another is added. */
export const migrations: readonly { readonly number: number; readonly name: string; readonly sql: string }[] =
  [
    { number: 1, name: 'beginning', sql: beginning },
    { number: 2, name: 'states', sql: states },
    { number: 3, name: 'written-hooks', sql: writtenHooks },
    { number: 4, name: 'drift', sql: drift },
    { number: 5, name: 'incidents', sql: incidents },
    { number: 6, name: 'search', sql: search },
    { number: 7, name: 'applications', sql: applications },
    { number: 8, name: 'reverts', sql: reverts },
    { number: 9, name: 'signal-labels', sql: signalLabels },
    { number: 10, name: 'graph-levels', sql: graphLevels },
    { number: 11, name: 'logs', sql: logs },
    { number: 12, name: 'verdicts', sql: verdicts },
    { number: 13, name: 'late-telling', sql: lateTelling },
    { number: 14, name: 'delivery-lists', sql: deliveryLists },
    { number: 15, name: 'finding-places', sql: findingPlaces },
  ]
