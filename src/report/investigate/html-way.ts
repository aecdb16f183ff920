import { escapeMarkup as escaped } from '../review/markup.ts'
import type { View } from '../view.ts'
import { clean } from '../words.ts'
import { moveText, mainMove, originText } from './words.ts'
import { shortTitles } from './numbers.ts'
import type { InvestigationReport } from './report.ts'

const reach = 46

/** The way from where it shows to where it comes from, as cards with arrows; it breaks into lines where it is long. */
export function wayDrawing(view: View, { investigation }: InvestigationReport): string {
  const { way, symptom } = investigation
  if (way.length === 0) return ''
  const cards = way.map(({ node, moved, isMeasured, origins }, at) => {
    const move = mainMove(moved, symptom?.measure)
    const state =
      move === undefined ? (isMeasured ? 'calm' : 'unseen') : at === way.length - 1 ? 'cause' : 'shows'
    const said = move === undefined ? (isMeasured ? 'as always' : 'not measured') : shortTitles[move.measure]
    const numbers = move === undefined ? '' : moveText(move)
    const [origin] = origins
    const arrow =
      at === 0
        ? ''
        : `<li class="arrow"><svg viewBox="0 0 ${reach} 16" width="${reach}" height="16" aria-hidden="true"><path d="M2 8H${reach - 6}M${reach - 12} 3l6 5-6 5"/></svg>${origin === undefined ? '' : `<span>${escaped(clean(originText(view, origin)))}</span>`}</li>`
    return `${arrow}<li class="card ${state}"><b>${escaped(clean(node))}</b><span>${escaped(said)}</span><strong>${escaped(numbers)}</strong></li>`
  })
  return `<ol class="way" aria-label="from where it shows to where it comes from">${cards.join('')}</ol>`
}
