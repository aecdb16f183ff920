import { join } from 'node:path'
import { pages } from './pages.ts'
import { filled } from './filled.ts'
import { browser, browserPath, settled, started, visit } from './running.ts'

const looks = [
  { name: 'light', width: 1280, height: 900, colorScheme: 'light' },
  { name: 'dark', width: 1280, height: 900, colorScheme: 'dark' },
  { name: 'narrow', width: 390, height: 844, colorScheme: 'light' },
] as const

/** A picture of each page in each look, of the example once it has been reviewed. */
export async function runScreenshots(folder: string, say: (text: string) => void): Promise<void> {
  if (browserPath === undefined) return say('There is no chromium here: apt-get install chromium.')
  const running = await started()
  const chrome = await browser()
  for (let tries = 0; tries < 600 && !/Ctrl-C stops/u.test(running.said()); tries++)
    await new Promise((go) => setTimeout(go, 200))
  const first = await chrome.newContext()
  const signedIn = await first.newPage()
  await signedIn.goto(running.link)
  await filled(signedIn)
  const storageState = await first.storageState()
  for (const { name: look, width, height, colorScheme } of looks) {
    const context = await chrome.newContext({ viewport: { width, height }, colorScheme, storageState })
    for (const { name, path, first: link } of pages) {
      const { page, complaints } = await visit(context)
      await page.goto(`${running.address}/local${path}`)
      if (link !== undefined) await page.locator(link).first().click()
      if (name === 'resource')
        await page
          .getByRole('button', { name: /desired_size/u })
          .first()
          .click()
      if (name === 'signals') await page.getByRole('heading', { name: 'What stands out' }).waitFor()
      if (name === 'graph') await page.locator('main svg [role="button"]').first().waitFor()
      await settled(page)
      await page.waitForTimeout(300)
      await page.screenshot({ path: join(folder, `${name}-${look}.png`), fullPage: look === 'narrow' })
      for (const complaint of complaints) say(`${name} ${look}: ${complaint}`)
      await page.close()
    }
    await context.close()
  }
  await chrome.close()
  await running.stop()
  say(`written to ${folder}`)
}
