import { makeSet } from '../../set.ts'
import { setOf, stringType } from '../../types.ts'
import { withMarks } from '../../mark.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { text } from '../normal.ts'
import { textIn } from '../whole.ts'
import { firstPattern, glob } from './glob.ts'
import { cleaned, joined, relativeTo } from './paths.ts'
import { shown } from './reading.ts'

export const fileset: HclFunction = {
  name: 'fileset',
  summary: 'The files below a folder whose paths are as a pattern says.',
  parameters: [
    { name: 'path', type: stringType },
    { name: 'pattern', type: stringType, allowMarked: 'when known' },
  ],
  returns: () => setOf(stringType),

  call([path, pattern], context) {
    const folder = textIn(path)
    const whole = joined(folder, textIn(pattern))
    const names = whole.split('/')
    const known = Math.min(firstPattern(names), names.length - 1)
    const base = names.slice(0, known).join('/')
    const start = base === '' ? (whole.startsWith('/') ? '/' : '.') : base
    const paths = context.filesBelow(start)
    if (!isList(paths)) return paths
    const found = glob(paths, names.slice(known).join('/'))
    if (found === 'bad pattern') {
      return failed(`failed to glob pattern ${shown(pattern, whole)}: syntax error in pattern`)
    }
    const from = cleaned(folder)
    const prefix = known === 0 ? '' : `${base}/`
    const all = [...found].map((one) => text(relativeTo(from, prefix + one)))
    return withMarks(makeSet(stringType, all), pattern?.marks ?? 0)
  },
}

function isList<Problem>(one: readonly string[] | Problem): one is readonly string[] {
  return Array.isArray(one)
}
