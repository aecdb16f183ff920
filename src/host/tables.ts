import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** The shipped schema table of a provider by name (`aws`), or undefined when none ships for it. */
export function providerTable(name: string): string | undefined {
  if (!/^[a-z0-9-]+$/u.test(name)) return undefined
  return plain(name) ?? zipped(name)
}

function plain(name: string): string | undefined {
  return read(`${name}.txt`)?.toString('utf8')
}

function zipped(name: string): string | undefined {
  const content = read(`${name}.txt.gz`)
  return content === undefined ? undefined : gunzipSync(content).toString('utf8')
}

function read(name: string): Buffer | undefined {
  try {
    return readFileSync(new URL(`../../data/providers/${name}`, import.meta.url))
  } catch {
    return undefined
  }
}
