import type { SizedResource } from '../../model/rightsizing.ts'
import { shellWord } from '../../model/shell-word.ts'
import type { Plot } from '../plot/plot.ts'
import { quantityText } from '../plot/quantity.ts'

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
            name: `recommended ${quantityText(wanted.request, unit)}`,
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
export function verdictText({ now, wanted, text, verdict, kind, isFloor }: SizedResource): string {
  const unit = kind === 'cpu' ? 'cores' : 'bytes'
  const request = now.request === undefined ? 'no request' : `request ${quantityText(now.request, unit)}`
  const floor = isFloor ? ', the least that is ever recommended' : ''
  // Both in one unit, so that they can be compared; the exact text stands in the command.
  const better = wanted.request === undefined ? text.request : quantityText(wanted.request, unit)
  if (verdict === 'fits') return `${request} fits`
  if (verdict === 'missing') return `${request}: ${better} would do${floor}`
  return `${request} is ${verdict}: ${better} would do${floor}`
}

/** The command that makes a change. */
export function setCommand(
  folder: string,
  change: { readonly address: string; readonly path: string; readonly value: string },
): string {
  const place = folder === '.' || folder === '' ? [] : [folder]
  return ['plumbline', 'set', ...place, change.address, change.path, change.value].map(shellWord).join(' ')
}
