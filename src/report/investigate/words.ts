import {
  fewestValues,
  type Investigation,
  type Moved,
  type SuspectedChange,
  type Symptom,
} from '../../model/investigation.ts'
import type { Measure } from '../../model/service-signals.ts'
import type { TopologyOrigin } from '../../model/topology/topology.ts'
import { momentText } from '../plot/scale.ts'
import { placeText } from '../source.ts'
import type { View } from '../view.ts'
import { counted } from '../words.ts'
import { clockText, digits, lengthText, measureText, shortTitles } from './numbers.ts'

/** What is wrong, in one sentence. */
export function headline({ outcome, symptom, stretch, known }: Investigation): string {
  if (symptom === undefined) {
    switch (outcome) {
      case 'nothing is measured':
        return 'Nothing is measured of any service.'
      case 'too little is measured':
        return 'Too little is measured to say whether anything is wrong.'
      case 'the symptom does not show':
        return 'The symptom does not show.'
      default:
        return `Nothing is wrong between ${momentText(known?.since ?? stretch.start)} and ${clockText(stretch.end, known?.since ?? stretch.start)}.`
    }
  }
  return `${symptom.node} ${ailment(symptom)} ${duration(symptom, stretch.end)}.`
}

/** What else is to be said of it, and first how much of the stretch anybody measured, where a part is missing. */
export function saidTexts(investigation: Investigation): readonly string[] {
  return [...coarseTexts(investigation), ...measuredTexts(investigation)]
}

/** So many values of something new are seen, not fewer; and steps that nobody chooses to see what began an hour ago. */
const [seen, longStep] = [4, 600]

/** Of a long stretch each value is of a long time, so that what has only begun is not seen. */
function coarseTexts({ stretch, symptom, known }: Investigation): readonly string[] {
  const { step, end } = stretch
  const blind = seen * step
  const isSeen = symptom !== undefined && Number.isFinite(symptom.before)
  const isOlder = symptom !== undefined && symptom.since < end - blind
  if (step < longStep || known === undefined || isSeen || isOlder) return []
  return [
    `One value is of ${lengthText(step)} here, so what began in the last ${lengthText(blind)} does not show in them: look closer with a shorter --since, such as 6h.`,
  ]
}

function measuredTexts({ outcome, said, stretch, known }: Investigation): readonly string[] {
  const isLate = known !== undefined && known.since > stretch.start + 2 * stretch.step
  if (!isLate && outcome !== 'too little is measured') return said
  const asked = lengthText(stretch.end - stretch.start)
  const part =
    known === undefined || known.since === known.until
      ? ''
      : `Measured only since ${clockText(known.since, stretch.start)}: ${lengthText(known.until - known.since)} of the ${asked} that were asked about.`
  const advice =
    outcome === 'too little is measured'
      ? [
          `What is usual shows after ${fewestValues} values of a measure${stretch.step > 0 ? `, here ${lengthText(fewestValues * stretch.step)}` : ''}.`,
        ]
      : []
  return [part, ...advice, ...said].filter((one) => one !== '')
}

function ailment({ measure, until, before, during }: Symptom): string {
  const is = until === undefined ? 'is' : 'was'
  switch (measure) {
    case 'error_ratio':
      return until === undefined ? 'fails' : 'failed'
    case 'latency_average':
    case 'latency_p95':
      return `${is} slow`
    case 'requests':
      return `${until === undefined ? 'gets' : 'got'} ${during > before ? 'more' : 'fewer'} requests`
    case 'up':
      return `${is} down`
    default:
      return `${is} not as always`
  }
}

function duration({ since, until }: Symptom, end: number): string {
  if (until !== undefined)
    return `from ${momentText(since)} to ${clockText(until, since)} (${lengthText(until - since)})`
  return `since ${momentText(since)} (${lengthText(end - since)} ago)`
}

/** `31 ms → 92 ms`. */
export function moveText(moved: Pick<Moved, 'measure' | 'before' | 'during'>): string {
  return `${measureText(moved.measure, moved.before)} → ${measureText(moved.measure, moved.during)}`
}

/** What the symptom is, in numbers; empty where nobody measures it. */
export function symptomText(symptom: Symptom): string {
  const { measure, before, during, found } = symptom
  // Nobody knows the unit of what somebody asked about.
  if (found === 'query' && Number.isFinite(before)) return `${digits(before)} → ${digits(during)}`
  return measure === undefined || !Number.isFinite(before)
    ? ''
    : `${shortTitles[measure]} ${moveText({ measure, before, during })}`
}

/** What did it, in one sentence; empty where nothing is wrong. */
export function summaryText(investigation: Investigation): string {
  const { outcome, suspects, changes, symptom } = investigation
  const [suspect] = suspects
  const [change] = changes
  if (symptom === undefined || suspect === undefined) return ''
  const from = suspect.node === symptom.node ? 'It comes from itself' : `It comes from ${suspect.node}`
  if (outcome !== 'change' || change === undefined) return `${from}; no change explains it`
  const { author } = change.change
  const what = nameText(change)
  const whose = author === '' ? `the ${what}` : `${author}'s ${what}`
  const did = {
    likely: 'likely did it',
    possible: 'may have done it',
    weak: 'is the nearest, but a weak lead',
  }
  const when = change.lead < 0 ? 'at the same time' : `${lengthText(change.lead)} before`
  return `${from}; ${whose}, ${when}, ${did[confidence(change)]}`
}

/** Why no change is named. */
export function noChangeText({ looked }: Investigation): string {
  if (looked.changes === 0) return 'No change is known of the time before.'
  const after = looked.after > 0 ? `; ${looked.after} of them came only afterwards` : ''
  return `None of ${counted(looked.changes, 'change')} explains this${after}.`
}

/** What isn't as always beside what the way shows: another statistic of the same time is no news. */
export function alsoMoved({ moved, way, symptom }: Investigation): readonly Moved[] {
  const shown = new Map(way.map((step) => [step.node, mainMove(step.moved, symptom?.measure)?.measure]))
  return moved.filter(({ node, of, measure }) => {
    const main = of === 'machine' ? undefined : shown.get(node)
    if (main === undefined) return true
    return main !== measure && !(main.startsWith('latency') && measure.startsWith('latency'))
  })
}

/** Who noticed. */
export function foundText({ found, name }: Symptom): string {
  switch (found) {
    case 'alert':
      return `told by the alert ${name}`
    case 'query':
      return `asked about with ${name}`
    case 'measures':
      return ''
  }
}

/** The measure of a service that is worth a line: of those that moved, what users feel first. */
export function mainMove(moved: readonly Moved[], measure: Measure | undefined): Moved | undefined {
  const order: readonly Measure[] = [
    'latency_average',
    'error_ratio',
    'latency_p95',
    'requests',
    'waiting',
    'throttled',
    'cpu',
    'memory',
    'restarts',
  ]
  return (
    moved.find((one) => one.measure === measure) ??
    moved.toSorted((left, right) => rank(order, left) - rank(order, right))[0]
  )
}

function rank(order: readonly Measure[], { measure }: Moved): number {
  const at = order.indexOf(measure)
  return at === -1 ? order.length : at
}

/** What a change is called: `commit 1a2b3c4d5e`; by its title where its id says nothing to people. */
export function nameText({ change: { kind, id, title } }: SuspectedChange): string {
  const isForMachines = /^[\da-f]{32}(?: \d+)?$|^[\da-f]{8}-[\da-f-]{27}(?: \d+)?$/u.test(id)
  const called = isForMachines && title !== '' && title !== kind ? `“${title}”` : idText(id)
  return `${kind === 'other' ? 'change' : kind} ${called}`
}

/** Who made a change, and when. */
export function madeText({ change, lead }: SuspectedChange): string {
  return [change.author, momentText(change.time), leadText(lead)].filter((one) => one !== '').join(', ')
}

/** How long before the symptom a change was. */
export function leadText(lead: number): string {
  return lead < 0 ? 'within the sample in which it shows' : `${lengthText(lead)} before it shows`
}

/** How sure a change is the one: by its score, and by how long before it was. */
export function confidence({ score, lead }: SuspectedChange): 'likely' | 'possible' | 'weak' {
  if (score >= 0.6 && lead <= 7200) return 'likely'
  return score >= 0.25 ? 'possible' : 'weak'
}

/** Where it is known from that one calls another. */
export function originText(view: View, origin: TopologyOrigin): string {
  switch (origin.kind) {
    case 'source':
      return placeText(view, origin.span)
    case 'metric':
      return origin.metric
    case 'file':
      return `${origin.file}:${origin.line}`
  }
}

/** `A, B and 3 more`. */
export function namesText(names: readonly string[], most: number): string {
  const shown = names.slice(0, most)
  const more = names.length - shown.length
  return more > 0 ? `${shown.join(', ')} and ${counted(more, 'other')}` : shown.join(', ')
}

/** The letters of a commit that suffice; other ids whole. */
export function idText(id: string): string {
  return /^[0-9a-f]{40,64}$/u.test(id) ? id.slice(0, 10) : id
}
