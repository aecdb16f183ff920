import type { ForecastReport } from '../../model/forecast-report.ts'
import { paintFor } from '../paint.ts'
import type { Unit } from '../plot/quantity.ts'
import { plotText, type Canvas } from '../plot/terminal.ts'
import { clean, counted, cut, padded, wrapped } from '../words.ts'
import { forecastPlot, forecastTitles, forecastWords } from './words.ts'

/** Forecasts for a person at a terminal: each series with its plot and what is to be known of it. */
export function forecastText(report: ForecastReport, unit: Unit, canvas: Canvas): string {
  const paint = paintFor(canvas.colour)
  const { titles, shared } = forecastTitles(report)
  const head = shared === '' ? '' : `${wrapped(clean(`All have ${shared}.`), canvas.width).join('\n')}\n\n`
  const parts = report.series.map((series, place) => {
    const words = forecastWords(series, unit).flatMap(({ about, text }) =>
      wrapped(text, canvas.width - 8).map(
        (line, at) => `  ${paint.dim(padded(at === 0 ? about : '', 6))}${line}`,
      ),
    )
    return [
      paint.bold(cut(clean(titles[place] ?? ''), canvas.width)),
      '',
      plotText(forecastPlot(series, unit), canvas),
      ...words,
      '',
    ].join('\n')
  })
  const more =
    report.leftOut === 0
      ? ''
      : `${counted(report.leftOut, 'more series is', 'more series are')} not shown. Narrow the query, or add them up.\n`
  return `${head}${parts.join('\n')}${more}`
}
