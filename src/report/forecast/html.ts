import type { ForecastReport } from '../../model/forecast-report.ts'
import { pageOf } from '../plot/page.ts'
import type { Unit } from '../plot/quantity.ts'
import { plotSvg } from '../plot/svg.ts'
import { escapeMarkup as escaped } from '../review/markup.ts'
import { forecastPlot, forecastTitles, forecastWords } from './words.ts'

/** Forecasts as one page. */
export function forecastHtml(report: ForecastReport, unit: Unit): string {
  const { titles, shared } = forecastTitles(report)
  const sections = report.series.map((series, place) => {
    const words = forecastWords(series, unit).map(
      ({ about, text }) => `<dt>${about}</dt><dd>${escaped(text)}</dd>`,
    )
    return `<section>\n<h2>${escaped(titles[place] ?? '')}</h2>\n${plotSvg(forecastPlot(series, unit))}\n<dl>${words.join('')}</dl>\n</section>`
  })
  const more = report.leftOut === 0 ? '' : `<p class="soft">${report.leftOut} more series are not shown.</p>`
  const what = report.query === '' ? report.source : `${report.query} · ${report.source}`
  const head = shared === '' ? '' : `<p class="soft">All have ${escaped(shared)}.</p>`
  return pageOf('Forecast', what, `${head}${sections.join('\n')}${more}`)
}
