import { expect, it } from 'vitest'
import { filePath } from '../kernel/brand.ts'
import { filesSnapshot } from './files-snapshot.ts'
import { topOf } from './tops.ts'

const snapshot = filesSnapshot({
  'charts/web/Chart.yaml': 'name: web\n',
  'examples/shop/charts/web/Chart.yaml': 'name: web\n',
  'examples/shop/charts/cart/Chart.yaml': 'name: cart\n',
  'examples/shop/delivery/apps.yaml': 'a: b\n',
})
const file = filePath('examples/shop/delivery/apps.yaml')

it.each([
  ['the top of the repository, where all paths are there', ['charts/web'], ''],
  ['the nearest folder in which they are, where one is not', ['charts/web', 'charts/cart'], 'examples/shop'],
  ['the top, where they are nowhere', ['charts/other'], ''],
  ['the top, where they say nothing of where something must be', ['.', '{{path}}'], ''],
])('says paths from %s', (_, paths, top) => {
  expect(topOf(snapshot, file, paths)).toBe(top)
})
