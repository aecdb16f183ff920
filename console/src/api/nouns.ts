import type { z } from 'zod'
import type { Frozen } from '../../../src/contract/route.ts'
import type * as drift from '../../../src/contract/drift-schemas.ts'
import type * as feed from '../../../src/contract/feed-schemas.ts'
import type * as incidents from '../../../src/contract/incident-schemas.ts'
import type * as looks from '../../../src/contract/look-schemas.ts'
import type * as schemas from '../../../src/contract/schemas.ts'
import type * as states from '../../../src/contract/state-schemas.ts'

/** What the server says of things, as it arrives: what is undefined is left out. */
type Said<Name extends keyof typeof schemas> = Frozen<z.output<(typeof schemas)[Name]>>

export type CommitDetail = Said<'CommitDetail'>
export type CommitSummary = Said<'CommitSummary'>
export type Delivery = Said<'Delivery'>
export type DifferenceRoot = Said<'DifferenceRoot'>
export type DifferenceGroup = DifferenceRoot['groups'][number]
export type DifferenceCause = DifferenceGroup['causes'][number]
export type DifferenceChange = DifferenceGroup['changes'][number]
export type ValueState = NonNullable<DifferenceChange['before']>
export type Explanation = Said<'Explanation'>
export type FindingDetail = Said<'FindingDetail'>
export type FindingSummary = Said<'FindingSummary'>
export type GateResult = Said<'GateResult'>
export type GateVerdict = Said<'GateVerdict'>
export type GraphView = Said<'GraphView'>
export type HistoricValue = Said<'HistoricValue'>
export type Hook = Said<'Hook'>
export type HookName = Said<'HookName'>
export type LedgerEvent = Said<'LedgerEvent'>
export type Member = Said<'Member'>
export type OriginSite = Said<'OriginSite'>
export type Overview = Said<'Overview'>
export type Plain = Said<'Plain'>
export type Project = Said<'Project'>
export type ResourceDetail = Said<'ResourceDetail'>
export type ResourceSummary = Said<'ResourceSummary'>
export type Role = Said<'Role'>
export type Severity = Said<'Severity'>
export type Source = Said<'Source'>
export type Token = Said<'Token'>
export type TracedValue = Said<'TracedValue'>
export type TrendPoint = Said<'TrendPoint'>

export type DriftItem = Frozen<z.output<typeof drift.DriftItem>>
export type DriftEdit = Frozen<z.output<typeof drift.DriftEdit>>
export type DriftBlast = NonNullable<DriftEdit['blast']>
export type Stack = Frozen<z.output<typeof drift.Stack>>
export type FeedMark = Frozen<z.output<typeof feed.FeedMark>>
export type Incident = Frozen<z.output<typeof incidents.Incident>>
export type IncidentDetail = Frozen<z.output<typeof incidents.IncidentDetail>>
export type IncidentReport = NonNullable<IncidentDetail['report']>
export type LearnedSignal = Frozen<z.output<typeof looks.LearnedSignal>>
export type LookedSignals = Frozen<z.output<typeof looks.LookedSignals>>
export type SignalsAskable = Frozen<z.output<typeof looks.SignalsAskable>>
export type SignalSource = Frozen<z.output<typeof incidents.SignalSource>>
export type StateSummary = Frozen<z.output<typeof states.StateSummary>>
export type StateVersion = Frozen<z.output<typeof states.StateVersion>>
