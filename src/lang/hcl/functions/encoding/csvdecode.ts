import type { Problem } from '../../problem.ts'
import { dynamicType, objectOf, stringType } from '../../types.ts'
import { byBytes, list, object, type Val } from '../../value.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { text } from '../normal.ts'
import { textIn } from '../whole.ts'
import { readCsv } from './csv.ts'

export const csvdecode: HclFunction = {
  name: 'csvdecode',
  summary: 'The rows of comma-separated values, as objects by the names in the first row.',
  parameters: [{ name: 'str', type: stringType }],
  returns: () => dynamicType,

  call([given]) {
    const found = readCsv(textIn(given))
    const [header, ...rows] = found.rows
    const mistake = found.kind === 'broken' ? csvProblem(found.line, found.why) : undefined
    if (header === undefined) return mistake ?? failed('missing header line')
    const names = header.fields.map((name) => text(name).value)
    const twice = names.find((name, at) => names.indexOf(name) < at)
    if (twice !== undefined) return failed(`duplicate column name "${twice}"`)
    const uneven = rows.find(({ fields }) => fields.length !== names.length)
    if (uneven !== undefined) return csvProblem(uneven.line, 'wrong number of fields')
    if (mistake !== undefined) return mistake
    const type = objectOf(new Map(names.toSorted(byBytes).map((name) => [name, stringType])))
    return list(
      type,
      rows.map(({ fields }): Val => object(new Map(names.map((name, at) => [name, text(fields[at] ?? '')])))),
    )
  },
}

function csvProblem(line: number, why: string): Problem {
  return failed(`CSV parse error on line ${line}: ${why}`)
}
