import type { RightsizeReport, SizedContainer, SizedResource } from '../../model/rightsizing.ts'
import { pageOf } from '../plot/page.ts'
import { plotSvg } from '../plot/svg.ts'
import { escapeMarkup as escaped } from '../review/markup.ts'
import { placeText, sourceLine } from '../source.ts'
import type { View } from '../view.ts'
import { counted } from '../words.ts'
import { linesOf, placesText, sizedPlot, verdictText } from './words.ts'

/** Recommendations as one page. */
export function rightsizeHtml(view: View, report: RightsizeReport, folder: string): string {
  const sections = report.sized.map((one) => section(view, one, folder))
  const none =
    report.unmeasured.length === 0
      ? ''
      : `<p class="soft">Nothing was measured of ${escaped(report.unmeasured.join(', '))}.</p>`
  const line = `${counted(report.sized.length, 'container')} · ${report.source}`
  return pageOf('Requests and limits', line, `${sections.join('\n')}${none}`)
}

function section(view: View, one: SizedContainer, folder: string): string {
  const head = `<h2>${escaped(`${one.address} ${one.container}`)}</h2><p class="soft">${escaped(placesText(view, one))}</p>`
  return `<section>\n${head}\n${one.resources.map((resource) => resourceHtml(view, resource, { one, folder })).join('\n')}\n</section>`
}

function resourceHtml(
  view: View,
  resource: SizedResource,
  { one, folder }: { readonly one: SizedContainer; readonly folder: string },
): string {
  const changes = linesOf(resource.changes, folder).map(({ site, note, commands }) => {
    const place = site === undefined ? 'set nowhere' : placeText(view, site)
    const text = site === undefined ? '' : (sourceLine(view, site)?.text.trim() ?? '')
    const how = note === '' ? '' : ` <span class="soft">(${escaped(note)})</span>`
    return `<p><code>${escaped(place)}</code> <code class="soft">${escaped(text)}</code>${how}</p><pre>${escaped(commands.join('\n'))}</pre>`
  })
  return `<h3>${resource.kind}: ${escaped(verdictText(resource))}</h3>\n${plotSvg(sizedPlot(resource, one.address))}\n<p>${escaped(resource.why)}</p>${changes.join('')}`
}
