import { isOpen, type DriftedObject, type DriftedValue } from '../../model/drift.ts'
import { dependentsText } from '../edit/blast.ts'
import { blastMarkdown, dangerNames } from '../review/blast.ts'
import { placeText } from '../source.ts'
import type { View } from '../view.ts'
import { clean, counted } from '../words.ts'
import {
  classText,
  isDrifted,
  plainText,
  totalsOf,
  totalsText,
  whoHint,
  writerText,
  type DriftReport,
} from './words.ts'

/** A drift as a comment or an issue: a table of values, and lists of what is in one place only. */
export function driftMarkdown(view: View, { drift }: DriftReport): string {
  const drifted = drift.objects.filter(isDrifted)
  const changed = drifted.filter(({ what }) => what === 'changed')
  const others = drifted.filter(({ what }) => what !== 'changed')
  const { held } = totalsOf(drift)
  const hint = whoHint(drift)
  return [
    `### ${totalsText(drift)}`,
    '',
    ...(changed.length === 0 ? [] : table(view, changed)),
    ...others.map((one) => line(view, one)),
    ...(others.length === 0 ? [] : ['']),
    ...reached(drifted),
    `${counted(drift.compared, 'object')} of ${drift.live} compared, ${held} held back.`,
    ...(hint === undefined ? [] : ['', text(hint)]),
    ...(drift.failures.length === 0
      ? []
      : ['', 'Not asked:', '', ...drift.failures.map(({ what, why }) => `- ${code(what)}: ${text(why)}`)]),
    ...(drift.reverting === undefined || drifted.length === 0
      ? []
      : [
          '',
          `Reverted by ${code(drift.reverting.command)}.`,
          '',
          ...blastMarkdown(drift.reverting.blast, code),
        ]),
    '',
  ].join('\n')
}

function table(view: View, objects: readonly DriftedObject[]): readonly string[] {
  return [
    '| object | value | the code says | runs | what | by |',
    '| --- | --- | --- | --- | --- | --- |',
    ...objects.flatMap((object) => object.values.filter(isOpen).map((value) => row(view, object, value))),
    '',
  ]
}

/** What reverting reaches, where somebody uses it or something in it is dangerous. */
function reached(objects: readonly DriftedObject[]): readonly string[] {
  const lines = objects.flatMap(({ address, blast }) => {
    if (blast === undefined) return []
    const users = dependentsText(blast, code)
    const said = [
      ...blast.dangers.map((one) => `**${dangerNames[one.danger]}**: ${text(one.message)}`),
      ...(users === undefined ? [] : [`used by ${users}`]),
    ]
    return said.length === 0 ? [] : [`- ${code(address)}: ${said.join(' ')}`]
  })
  return lines.length === 0 ? [] : ['Reverting reaches:', '', ...lines, '']
}

function row(view: View, { address }: DriftedObject, value: DriftedValue): string {
  const place = value.site === undefined ? '' : ` (${placeText(view, value.site)})`
  const cells = [
    code(address),
    code(value.path),
    `${code(plainText(view, value.wanted, value.name))}${text(place)}`,
    code(plainText(view, value.live, value.name)),
    classText(value.what),
    text(writerText(value.by)),
  ]
  return `| ${cells.join(' | ')} |`
}

function line(view: View, { address, what, wanted, by }: DriftedObject): string {
  const beside = [wanted === undefined ? '' : placeText(view, wanted.span), writerText(by)].filter(
    (one) => one !== '',
  )
  return `- ${code(address)}: ${classText(what)}${beside.length === 0 ? '' : ` (${text(beside.join('; '))})`}`
}

function code(value: string): string {
  const plain = clean(value).replaceAll(/\s+/gu, ' ')
  const short = plain.length > 120 ? `${plain.slice(0, 119)}…` : plain
  return short.includes('`') ? text(short) : `\`${short.replaceAll('|', '\\|')}\``
}

/** Nothing in a name is markup. */
function text(value: string): string {
  return clean(value).replaceAll(/[\\`*_[\]<>|#]/gu, (one) => `\\${one}`)
}
