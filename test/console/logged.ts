import { expect } from 'vitest'
import type { Page } from 'playwright-core'
import { asked } from './filled.ts'

/** Sends lines of six hours, of which one error comes often for a while, and checks that a telephone shows all of what is said of them. */
export async function checkLogged(page: Page, home: string): Promise<void> {
  const [source] = (await asked(page, 'GET', '/sources')).items
  await asked(page, 'POST', '/signals', { name: 'shop-log', source: source?.id, kind: 'logs' })
  await asked(page, 'POST', '/signals/shop-log/lines', lines(Date.now()))
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`${home}/signals?of=shop-log`)
  await page.locator('main code', { hasText: 'GET /api/cart/' }).waitFor()
  await page.getByLabel('What is watched').selectOption('errors')
  await page.locator('main code', { hasText: 'postgres://app:(sensitive)@db-3.prod:5432/shop' }).waitFor()
  const found = page.getByRole('region', { name: 'What stands out' })
  await found.getByText('another level', { exact: true }).first().waitFor({ timeout: 60_000 })
  const cells = await found.locator('td').all()
  expect(cells.length).toBeGreaterThanOrEqual(5)
  for (const cell of cells) {
    const { x = 0, width = 0 } = (await cell.boundingBox()) ?? {}
    expect(width).toBeGreaterThan(0)
    expect(x + width).toBeLessThanOrEqual(390)
  }
  await asked(page, 'DELETE', '/signals/shop-log')
}

function lines(now: number): readonly object[] {
  return Array.from({ length: 360 }, (_, minute) => {
    const ago = 360 - minute
    const time = new Date(now - ago * 60_000).toISOString()
    const isBad = ago < 50 && ago > 20
    const errors = isBad ? 9 : minute % 4 === 0 ? 1 : 0
    const msg = 'cannot reach postgres://app:hunter2hunter2@db-3.prod:5432/shop'
    return [
      ...Array.from({ length: 3 }, (__, at) => ({
        time,
        level: 'info',
        msg: `GET /api/cart/${minute * 7 + at}`,
      })),
      ...Array.from({ length: errors }, () => ({ time, level: 'error', msg })),
    ]
  }).flat()
}
