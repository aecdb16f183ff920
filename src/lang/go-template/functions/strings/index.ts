import { cases } from './cases.ts'
import { lines } from './lines.ts'
import { parts } from './parts.ts'
import { quotes } from './quotes.ts'
import { trims } from './trims.ts'
import type { Functions } from '../function.ts'

/** https://masterminds.github.io/sprig/strings.html */
export const stringFunctions: Functions = { ...trims, ...cases, ...quotes, ...lines, ...parts }
