import { escapeMarkup as escaped } from '../review/markup.ts'
import { columnsOf } from './columns.ts'
import { letterOf, type Plot, type PlotBand, type PlotLevel, type PlotLine } from './plot.ts'
import { frameOf, levelName, momentText, timeTicks, type Frame } from './scale.ts'

/** A plot for a page: a drawing that scales, in the page's colours for light and dark, and what everything is below it. */
export function plotSvg(plot: Plot): string {
  const frame = frameOf(plot, 6)
  const times = timeTicks(frame, 9)
  const marks = plot.marks.flatMap(({ time }, place) => markOf(time, place, frame))
  return `<figure class="plot">
<div class="drawn"><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(plot.title)}">
${frame.ticks.map(({ at, text }) => heightTick(y(at, frame), text)).join('\n')}
${times.map(({ at, text }) => timeTick(x(at, frame), text)).join('\n')}
${plot.bands.map((band) => bandOf(band, frame)).join('\n')}
${plot.levels.flatMap((level) => levelOf(level, frame)).join('\n')}
${marks.join('\n')}
${plot.lines.map((line) => pathOf(line, frame)).join('\n')}
</svg></div>
${legendOf(plot, frame)}
</figure>`
}

/** What a page with plots needs in its style. It uses the colours that the page may have set, else its own. */
export const plotStyle = `
.plot{--plot-line:#0b6e64;--plot-expected:#1d6fb8;--plot-other:#a16207;--plot-level:#a1122d;--plot-mark:#8a5a00;margin:12px 0}
@media (prefers-color-scheme:dark){.plot{--plot-line:#4cc4b5;--plot-expected:#6cb6ff;--plot-other:#e3b341;--plot-level:#ff7088;--plot-mark:#e3b341}}
.plot .drawn{container-type:inline-size}.plot svg{width:100%;height:auto;display:block}.plot .drawn svg{overflow:visible}
.plot text{font:11px system-ui,sans-serif;fill:currentColor;opacity:.75}
@container (max-width:640px){.plot text{font-size:17px}.plot .time{transform:translateY(5px)}}
@container (max-width:460px){.plot text{font-size:23px}.plot .time{transform:translateY(12px)}}
.plot path,.plot line{vector-effect:non-scaling-stroke}
.plot .grid{stroke:currentColor;opacity:.13}
.plot path{fill:none;stroke-width:1.6;stroke-linejoin:round}
.plot .measured{stroke:var(--plot-line)}.plot .expected{stroke:var(--plot-expected);stroke-dasharray:5 3}.plot .other{stroke:var(--plot-other)}
.plot polygon{fill:var(--plot-expected)}.plot .inner{opacity:.25}.plot .outer{opacity:.13}
.plot .level{stroke:var(--plot-level);stroke-dasharray:6 4}.plot .recommended{stroke:var(--plot-expected);stroke-dasharray:2 2;stroke-width:1.6}.plot .mark{stroke:var(--plot-mark);stroke-dasharray:2 3}.plot text.letter{fill:var(--plot-mark);opacity:1;font-weight:600}
.plot figcaption{display:flex;flex-wrap:wrap;gap:2px 18px;font-size:13px}
.plot figcaption svg{display:inline-block;width:26px;height:10px;margin-right:6px}
.plot ol{list-style:none;margin:4px 0 0;padding:0;font-size:13px}.plot ol b{color:var(--plot-mark);margin-right:6px}
`

const width = 900
const height = 300
const left = 64
const right = 12
const above = 16
const below = 24

function x(time: number, { from, to }: Frame): number {
  return round(left + ((time - from) / (to - from)) * (width - left - right))
}

function y(value: number, { bottom, top }: Frame): number {
  const inside = Math.min(top, Math.max(bottom, value))
  return round(above + ((top - inside) / (top - bottom)) * (height - above - below))
}

function round(number: number): number {
  return Math.round(number * 10) / 10
}

function heightTick(at: number, text: string): string {
  return `<line class="grid" x1="${left}" x2="${width - right}" y1="${at}" y2="${at}"/><text x="${left - 8}" y="${at + 4}" text-anchor="end">${escaped(text)}</text>`
}

function timeTick(at: number, text: string): string {
  return `<line class="grid" x1="${at}" x2="${at}" y1="${above}" y2="${height - below}"/><text class="time" x="${at}" y="${height - 8}" text-anchor="middle">${escaped(text)}</text>`
}

/** At most two points for each pixel, so that a page stays small however many values there are. */
function pathOf({ kind, times, values }: PlotLine, frame: Frame): string {
  const count = width - left - right
  const { low, high } = columnsOf({ times, values, from: frame.from, to: frame.to, count })
  const strokes: string[] = []
  let isOpen = false
  for (let column = 0; column < count; column++) {
    const bottom = low[column] ?? Number.NaN
    const top = high[column] ?? Number.NaN
    if (Number.isNaN(bottom)) {
      isOpen = false
      continue
    }
    const at = left + column
    strokes.push(`${isOpen ? 'L' : 'M'}${at} ${y(top, frame)}`)
    if (y(bottom, frame) !== y(top, frame) || !isOpen) strokes.push(`L${at} ${y(bottom, frame)}`)
    isOpen = true
  }
  return `<path class="${kind}" d="${strokes.join('')}"/>`
}

function bandOf({ kind, times, lower, upper }: PlotBand, frame: Frame): string {
  const places = Array.from({ length: times.length }, (_, at) => at).filter(
    (at) => Number.isFinite(lower[at]) && Number.isFinite(upper[at]),
  )
  const corner = (at: number, list: ArrayLike<number>): string =>
    `${x(times[at] ?? 0, frame)},${y(list[at] ?? 0, frame)}`
  const corners = [
    ...places.map((at) => corner(at, upper)),
    ...places.toReversed().map((at) => corner(at, lower)),
  ]
  return `<polygon class="${kind}" points="${corners.join(' ')}"/>`
}

function levelOf({ kind, value }: PlotLevel, frame: Frame): readonly string[] {
  if (!(value >= frame.bottom && value <= frame.top)) return []
  const at = y(value, frame)
  return [`<line class="level ${kind}" x1="${left}" x2="${width - right}" y1="${at}" y2="${at}"/>`]
}

function markOf(time: number, place: number, frame: Frame): readonly string[] {
  if (!(time >= frame.from && time <= frame.to)) return []
  const at = x(time, frame)
  return [
    `<line class="mark" x1="${at}" x2="${at}" y1="${above}" y2="${height - below}"/><text class="letter" x="${at}" y="${above - 4}" text-anchor="middle">${letterOf(place)}</text>`,
  ]
}

function legendOf({ lines, bands, levels, marks }: Plot, frame: Frame): string {
  const entries = [
    ...lines.map(({ name, kind }) => [`<path class="${kind}" d="M0 5L26 5"/>`, name] as const),
    ...bands.map(
      ({ name, kind }) => [`<polygon class="${kind}" points="0,0 26,0 26,10 0,10"/>`, name] as const,
    ),
    ...levels.map(
      (level) =>
        [
          `<line class="level ${level.kind}" x1="0" x2="26" y1="5" y2="5"/>`,
          levelName(level, frame),
        ] as const,
    ),
  ]
  const signs = entries.map(
    ([sign, name]) =>
      `<span><svg viewBox="0 0 26 10" aria-hidden="true">${sign}</svg>${escaped(name)}</span>`,
  )
  const list = marks.map(
    ({ name, time }, place) => `<li><b>${letterOf(place)}</b>${momentText(time)} ${escaped(name)}</li>`,
  )
  return `<figcaption>${signs.join('')}<span>times are UTC</span></figcaption>${list.length === 0 ? '' : `<ol>${list.join('')}</ol>`}`
}
