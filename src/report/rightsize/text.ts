import type { RightsizeReport, SizedContainer, SizedResource } from '../../model/rightsizing.ts'
import { paintFor, type Paint } from '../paint.ts'
import { plotText } from '../plot/terminal.ts'
import { placeText, sourceLine } from '../source.ts'
import type { View } from '../view.ts'
import { clean, counted, cut, wrapped } from '../words.ts'
import { isOfLimit, linesOf, placesText, sizedPlot, verdictText } from './words.ts'

/** Recommendations for a person: each container with its use as a plot, what to request, how that was checked, and the line to change. */
export function rightsizeText(view: View, report: RightsizeReport, folder: string): string {
  const paint = paintFor(view.colour)
  const parts = report.sized.map((one) => containerText(view, one, { paint, folder }))
  return [...parts, endOf(view, report, paint)].join('\n')
}

interface Manner {
  readonly paint: Paint
  readonly folder: string
}

function containerText(view: View, one: SizedContainer, manner: Manner): string {
  const { paint } = manner
  const head = `${paint.bold(clean(`${one.address} ${one.container}`))}  ${paint.dim(cut(clean(placesText(view, one)), view.width))}`
  const body = one.resources.map((resource) => resourceText(view, resource, { ...manner, one }))
  return [head, '', ...body].join('\n')
}

function resourceText(
  view: View,
  resource: SizedResource,
  { paint, folder, one }: Manner & { readonly one: SizedContainer },
): string {
  const ink = resource.changes.length === 0 ? paint.green : paint.yellow
  const plot = plotText(sizedPlot(resource, one.address), { width: view.width, colour: view.colour, rows: 6 })
  const why = wrapped(resource.why, Math.min(view.width, 100) - 2).map((line) => `  ${line}`)
  const changes = linesOf(resource.changes, folder).flatMap(({ site, note, commands }) => {
    const line = site === undefined ? undefined : sourceLine(view, site)
    const place = site === undefined ? 'set nowhere' : placeText(view, site)
    const how = note === '' ? '' : paint.dim(`  (${note})`)
    return [
      `  ${paint.blue(place)}${line === undefined ? '' : `  ${cut(line.text.trim(), Math.max(20, view.width - place.length - 4))}`}${how}`,
      ...commands.map((command) => `    ${paint.dim('$')} ${clean(command)}`),
    ]
  })
  return [`  ${paint.bold(resource.kind)}  ${ink(verdictText(resource))}`, plot, ...why, ...changes, ''].join(
    '\n',
  )
}

function endOf(view: View, { unmeasured, sized }: RightsizeReport, paint: Paint): string {
  const changes = sized.flatMap(({ resources }) => resources).flatMap((one) => one.changes)
  const limits = changes.filter(isOfLimit).length
  const counts = [
    counted(changes.length - limits, 'request'),
    ...(limits === 0 ? [] : [counted(limits, 'limit')]),
  ]
  const said = `${counted(sized.length, 'container')} measured, ${counts.join(' and ')} worth changing.`
  if (unmeasured.length === 0) return `${said}\n`
  const names = unmeasured.slice(0, 5).join(', ')
  const more = unmeasured.length > 5 ? ` and ${unmeasured.length - 5} more` : ''
  return `${said}\n${paint.dim(wrapped(clean(`Nothing was measured of ${names}${more}.`), view.width).join('\n'))}\n`
}
