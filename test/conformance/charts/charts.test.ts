import { describe, expect, it } from 'vitest'
import { realPrograms } from '../../programs.ts'
import { charts } from './charts.ts'
import { helmRenders, weRender } from './render.ts'

const programs = realPrograms()
if (programs === undefined)
  console.warn(`SKIPPED: ${charts.length} charts are not compared with helm, because it does not run here.`)

// skipped: without helm there is nothing to compare with, which the line above says.
describe.skipIf(programs === undefined)('charts compared with helm', () => {
  it.each(charts)('$name', (one) => {
    expect(weRender(one)).toEqual(helmRenders(programs?.helm ?? '', one))
  })
})
