import type { ForecastReport } from '../../model/forecast-report.ts'
import { pageOf } from '../plot/page.ts'
import type { Unit } from '../plot/quantity.ts'
import { plotSvg } from '../plot/svg.ts'
import { escapeMarkup as escaped } from '../review/markup.ts'
import { forecastPlot, forecastWords } from './words.ts'

/** Forecasts as one page. */
export function forecastHtml(report: ForecastReport, unit: Unit): string {
  const sections = report.series.map((series) => {
    const words = forecastWords(series, unit).map(
      ({ about, text }) => `<dt>${about}</dt><dd>${escaped(text)}</dd>`,
    )
    return `<section>\n<h2>${escaped(series.history.id)}</h2>\n${plotSvg(forecastPlot(series, unit))}\n<dl>${words.join('')}</dl>\n</section>`
  })
  const more = report.leftOut === 0 ? '' : `<p class="soft">${report.leftOut} more series are not shown.</p>`
  const what = report.query === '' ? report.source : `${report.query} · ${report.source}`
  return pageOf('Forecast', what, `${sections.join('\n')}${more}`)
}
