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
      : [{ name: `request now ${quantityText(now.request, unit)}`, value: now.request }]
  const better =
    verdict === 'fits' || wanted.request === undefined
      ? []
      : [{ name: `recommended ${resource.text.request}`, value: wanted.request }]
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
export function verdictText({ now, text, verdict, kind, isFloor }: SizedResource): string {
  const unit = kind === 'cpu' ? 'cores' : 'bytes'
  const request = now.request === undefined ? 'no request' : `request ${quantityText(now.request, unit)}`
  const floor = isFloor ? ', the least that is ever recommended' : ''
  if (verdict === 'fits') return `${request} fits`
  if (verdict === 'missing') return `${request}: ${text.request} would do${floor}`
  return `${request} is ${verdict}: ${text.request} would do${floor}`
}

/** The command that makes a change. */
export function setCommand(
  folder: string,
  change: { readonly address: string; readonly path: string; readonly value: string },
): string {
  const place = folder === '.' || folder === '' ? [] : [folder]
  return ['plumbline', 'set', ...place, change.address, change.path, change.value].map(shellWord).join(' ')
}
