import type uPlot from 'uplot'
import { quantityText } from '../../parts/quantity.ts'
import { focusValues, type Drawing } from './drawing.ts'

/** The colours of the look that is on, by their names in tokens.css. */
type Colour = (name: string) => string

/** What uPlot is told besides of the data: how everything looks, and what is drawn over it. */
export function plotOptions(
  drawing: Drawing,
  size: { readonly width: number; readonly height: number },
  hooks: uPlot.Hooks.Arrays,
): uPlot.Options {
  const colour = colours()
  const { looked, times } = drawing
  const first = times[0] ?? 0
  const last = times.at(-1) ?? first + 1
  return {
    ...size,
    legend: { show: false },
    padding: [12, 12, 0, 0],
    cursor: { y: false, drag: { x: true, y: false }, points: { show: false } },
    scales: {
      x: { range: [first, last] },
      y: { range: rangeOf(drawing) },
    },
    axes: [
      axis(colour, { space: 72, size: 30, values: (_, all) => [...axisTimes(all)] }),
      axis(colour, {
        size: gutter,
        space: 34,
        values: (_, all) => all.map((one) => quantityText(one, looked.unit)),
      }),
    ],
    series: [{}, ...bandSeries(colour), ...lineSeries(drawing, colour)],
    bands: [{ series: [2, 1], fill: colour('--accent-soft') }],
    hooks: {
      ...hooks,
      drawClear: [(plot) => drawAhead(plot, drawing, colour)],
      draw: [(plot) => drawFound(plot, drawing, colour), ...(hooks.draw ?? [])],
    },
  }
}

/** The data in the order of the series: the band, what was expected, the others, and on top the one looked at. */
export function plotData(drawing: Drawing): uPlot.AlignedData {
  const { times, lower, upper, expected, looked, focus } = drawing
  const others = looked.series.filter((_, at) => at !== focus).map(({ values }) => [...values])
  return [[...times], [...lower], [...upper], [...expected], ...others, [...focusValues(drawing)]]
}

/** The width of what stands left of the plot, and of what is aligned with it. */
export const gutter = 68

function axis(colour: Colour, some: Partial<uPlot.Axis>): uPlot.Axis {
  return {
    stroke: colour('--ink-3'),
    font: '12px "Inter Variable", system-ui, sans-serif',
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
    gap: 8,
    ...some,
  }
}

/**
 * A little air above and below what was measured and expected; from zero where that is near. A band that is wider than
 * that is cut: what may be is not to press flat what is.
 */
function rangeOf(drawing: Drawing): [number, number] {
  const { looked, expected, lower, upper, count } = drawing
  const measured = [...looked.series.flatMap(({ values }) => values), ...expected].filter(
    (one) => one !== null,
  )
  const least = measured.reduce((low, one) => Math.min(low, one), Infinity)
  const most = measured.reduce((high, one) => Math.max(high, one), -Infinity)
  if (least > most) return [0, 1]
  const reach = (most - least) * 0.6 || Math.abs(most) * 0.1 || 1
  const band = [...lower.slice(0, count), ...upper.slice(0, count)].filter((one) => one !== null)
  const low = band.reduce((found, one) => Math.min(found, Math.max(one, least - reach)), least)
  const high = band.reduce((found, one) => Math.max(found, Math.min(one, most + reach)), most)
  const air = (high - low) * 0.06 || Math.abs(high) * 0.1 || 1
  const isNearZero = low >= 0 && low - air < 0.35 * (high + air)
  return [isNearZero ? 0 : low - air, high + air]
}

/** The day where it begins, else the time. */
function axisTimes(times: readonly number[]): readonly string[] {
  const step = (times[1] ?? 0) - (times[0] ?? 0)
  return times.map((time, at) => {
    const moment = new Date(time * 1000)
    const isFirstOfDay = at === 0 || new Date((times[at - 1] ?? 0) * 1000).getDate() !== moment.getDate()
    if (step >= 86_400 || (isFirstOfDay && moment.getHours() === 0)) return dayName.format(moment)
    return clock.format(moment)
  })
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const dayName = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric' })

function bandSeries(colour: Colour): readonly uPlot.Series[] {
  const edge = { stroke: colour('--accent-line'), width: 0.5, points: { show: false } }
  return [edge, edge, { stroke: colour('--accent-line'), width: 1, dash: [3, 4], points: { show: false } }]
}

function lineSeries({ looked }: Drawing, colour: Colour): readonly uPlot.Series[] {
  const alone = { show: true, size: 4, filter: isolated }
  const other = { stroke: colour('--line-strong'), width: 1.25, points: alone }
  const shown = { stroke: colour('--accent'), width: 1.75, points: alone }
  return [...looked.series.slice(1).map(() => other), shown]
}

/** A value between two gaps has no line, so it gets a point. */
function isolated(plot: uPlot, series: number): number[] | null {
  const values = plot.data[series] ?? []
  const alone: number[] = []
  for (let at = 0; at < values.length; at++)
    if (values[at] !== null && (values[at - 1] ?? null) === null && (values[at + 1] ?? null) === null)
      if (values[at] !== undefined) alone.push(at)
  return alone
}

function colours(): Colour {
  const style = getComputedStyle(document.documentElement)
  return (name) => style.getPropertyValue(name).trim()
}

/** What is not measured yet lies on another ground. */
function drawAhead(plot: uPlot, { times, count }: Drawing, colour: Colour): void {
  const now = times[count - 1]
  if (now === undefined || times.length === count) return
  const { left, top, width, height } = plot.bbox
  const x = plot.valToPos(now, 'x', true)
  plot.ctx.save()
  plot.ctx.fillStyle = colour('--sunken')
  plot.ctx.fillRect(x, top, left + width - x, height)
  plot.ctx.restore()
}

/** Anomalies as dots on the line, and a dashed line where something changed for good. */
function drawFound(plot: uPlot, drawing: Drawing, colour: Colour): void {
  const { learned, times } = drawing
  if (learned === undefined) return
  const { ctx, bbox } = plot
  const pixel = devicePixelRatio
  ctx.save()
  ctx.beginPath()
  // Below, room for the dot of a value that lies on the axis.
  ctx.rect(bbox.left, 0, bbox.width, bbox.top + bbox.height + 6 * pixel)
  ctx.clip()
  ctx.strokeStyle = colour('--medium')
  ctx.fillStyle = colour('--medium')
  ctx.lineWidth = 1.25 * pixel
  for (const { at } of learned.changes) {
    const x = Math.round(plot.valToPos(at, 'x', true))
    ctx.setLineDash([4 * pixel, 3 * pixel])
    ctx.beginPath()
    ctx.moveTo(x, bbox.top)
    ctx.lineTo(x, bbox.top + bbox.height)
    ctx.stroke()
    ctx.beginPath()
    ctx.moveTo(x - 4.5 * pixel, bbox.top - 6 * pixel)
    ctx.lineTo(x + 4.5 * pixel, bbox.top - 6 * pixel)
    ctx.lineTo(x, bbox.top + 1 * pixel)
    ctx.fill()
  }
  ctx.setLineDash([])
  ctx.fillStyle = colour('--high')
  ctx.strokeStyle = colour('--paper')
  ctx.lineWidth = 1.5 * pixel
  const low = plot.scales['y']?.min ?? 0
  for (const { at, value } of learned.anomalies) {
    if (at < (times[0] ?? 0)) continue
    ctx.beginPath()
    ctx.arc(plot.valToPos(at, 'x', true), plot.valToPos(value ?? low, 'y', true), 4.5 * pixel, 0, 2 * Math.PI)
    ctx.fill()
    ctx.stroke()
  }
  ctx.restore()
}
