import type { Data, TextEdit } from '../../../kernel/edit.ts'
import { endOfLineAt } from '../../text/blocks.ts'
import type { Tree } from '../tree.ts'
import { hclManner } from './places.ts'
import { alignedLines, bodyLines, expressionText, quotedText, type IsBlock } from './write.ts'

/** A block of a file, to be added. */
export interface HclBlock {
  readonly type: string
  readonly labels: readonly string[]
  /** Arguments that say how often it is there, such as `count`: they stand first and by themselves. */
  readonly repeated: { readonly [name: string]: string }
  /** Arguments that are expressions. */
  readonly expressions: { readonly [name: string]: string }
  /** Arguments and blocks that are plain values. */
  readonly data: { readonly [name: string]: Data }
  readonly isBlock: IsBlock
}

/** Adds a block after another one, whose end is given, as blocks of this file are written. */
export function addHclBeside(tree: Tree, end: number, block: HclBlock): readonly TextEdit[] {
  const manner = hclManner(tree, block.isBlock)
  const { step, lineBreak } = manner
  const entries = Object.entries(block.data)
  const args = [
    ...Object.entries(block.expressions),
    ...entries
      .filter(([name]) => !block.isBlock([name]))
      .map(([name, data]) => [name, expressionText(data, manner, step)] as const),
  ]
  const blocks = Object.fromEntries(entries.filter(([name]) => block.isBlock([name])))
  const parts = [
    alignedLines(Object.entries(block.repeated), step),
    alignedLines(args, step),
    bodyLines(blocks, { manner, indent: step, path: [] }),
  ]
  const body = parts.filter((lines) => lines.length > 0).map((lines) => lines.join(lineBreak))
  const head = [block.type, ...block.labels.map((label) => `"${quotedText(label)}"`), '{'].join(' ')
  const text = [head, body.join(lineBreak + lineBreak), '}'].join(lineBreak)
  const at = endOfLineAt(tree.text, end)
  return [{ file: tree.file, start: at, end: at, text: lineBreak + lineBreak + text }]
}
