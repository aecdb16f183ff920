import type { Span } from '../../kernel/span.ts'
import type { SizedChange, SizedContainer, SizedResource } from '../../model/rightsizing.ts'
import { shellWord } from '../../model/shell-word.ts'
import type { Plot } from '../plot/plot.ts'
import { quantityText } from '../plot/quantity.ts'
import { rootTitle } from '../read.ts'
import type { View } from '../view.ts'
import { counted } from '../words.ts'

/** The use of a container beside its request and what is recommended. */
export function sizedPlot(resource: SizedResource, name: string): Plot {
  const unit = resource.kind === 'cpu' ? 'cores' : 'bytes'
  const { now, wanted, times, used, verdict } = resource
  const present =
    now.request === undefined
      ? []
      : [
          {
            name: `request now ${quantityText(now.request, unit)}`,
            kind: 'given',
            value: now.request,
          } as const,
        ]
  const better =
    verdict === 'fits' || wanted.request === undefined
      ? []
      : [
          {
            name: `recommended ${wantedText(resource)}`,
            kind: 'recommended',
            value: wanted.request,
          } as const,
        ]
  return {
    title: `${name}: ${resource.kind} that was used, and its request`,
    unit,
    lines: [{ name: 'the most of any pod', kind: 'measured', times, values: used }],
    bands: [],
    levels: [...present, ...better],
    marks: [],
  }
}

/** What is to be done, in a few words. */
export function verdictText(resource: SizedResource): string {
  const { now, wanted, text, verdict, kind, isFloor, changes } = resource
  const unit = kind === 'cpu' ? 'cores' : 'bytes'
  const request = now.request === undefined ? 'no request' : `request ${quantityText(now.request, unit)}`
  const floor = isFloor ? ', the least that is ever recommended' : ''
  // Both in one unit, so that they can be compared; the exact text stands in the command.
  const better = wanted.request === undefined ? text.request : wantedText(resource)
  if (verdict === 'fits') {
    if (changes.length === 0 || now.limit === undefined || wanted.limit === undefined)
      return `${request} fits`
    return `${request} fits, limit ${quantityText(now.limit, unit)} is too little: ${quantityText(wanted.limit, unit)} would do`
  }
  if (verdict === 'missing') return `${request}: ${better} would do${floor}`
  return `${request} is ${verdict}: ${better} would do${floor}`
}

/** What is recommended, rounded up as it is written: less than a thousandth of a core is never requested. */
function wantedText({ kind, wanted }: SizedResource): string {
  const request = wanted.request ?? Number.NaN
  return kind === 'cpu'
    ? quantityText(Math.ceil(request * 1000) / 1000, 'cores')
    : quantityText(request, 'bytes')
}

/** Where a container stands, and how many pods have it. */
export function placesText(view: View, one: SizedContainer): string {
  const root = rootTitle(view, one)
  return `${root === '' ? '' : `${root}, `}${counted(one.pods, 'pod')} at once`
}

/** A line that has to change, and the commands that do it. */
export interface SizedLine {
  readonly site: Span | undefined
  /** What is to be known of the line; empty where it sets just one value. */
  readonly note: string
  readonly commands: readonly string[]
}

/** The lines that changes come from, each once: one value may set a request and its limit. */
export function linesOf(changes: readonly SizedChange[], folder: string): readonly SizedLine[] {
  const lines = new Map<string, SizedChange[]>()
  for (const change of changes) {
    const { site, path } = change
    const place = site === undefined ? path : `${site.start} ${site.file}`
    lines.set(place, [...(lines.get(place) ?? []), change])
  }
  return [...lines.values()].map((group) => lineOf(group, folder))
}

function lineOf(group: readonly SizedChange[], folder: string): SizedLine {
  const [first] = group
  const notes = [
    ...(group.length > 1 ? [`sets ${group.map(whatOf).join(' and ')}`] : []),
    ...(group.every(({ exact }) => exact) ? [] : ['not by this line alone']),
  ]
  const commands = group.map((one) => setCommand(folder, one))
  const isOne = group.length > 1 && new Set(group.map(({ value }) => value)).size === 1
  return {
    site: first?.site,
    note: notes.join(', '),
    // Where all become the same, the value on the line is set, and so what else comes from it.
    commands: isOne ? commands.slice(0, 1).map((one) => `${one} --at literal --allow-others`) : commands,
  }
}

/** A change of a limit, rather than of a request. */
export function isOfLimit({ path }: SizedChange): boolean {
  return path.includes('.limits.')
}

function whatOf(change: SizedChange): string {
  return isOfLimit(change) ? 'the limit' : 'the request'
}

/** The command that makes a change. */
function setCommand(folder: string, change: SizedChange): string {
  const place = folder === '.' || folder === '' ? [] : [folder]
  return ['plumbline', 'set', ...place, change.address, change.path, change.value].map(shellWord).join(' ')
}
