import type { HclFunction } from '../function.ts'
import { lower, title, upper } from './case.ts'
import { indent } from './indent.ts'
import { join, split } from './parts.ts'
import { endswith, startswith, strcontains } from './search.ts'
import { strrev, substr } from './substr.ts'
import { templatefile, templatestring } from './template.ts'
import { chomp, trim, trimprefix, trimspace, trimsuffix } from './trim.ts'

/** Functions on texts. */
export const stringFunctions: readonly HclFunction[] = [
  chomp,
  endswith,
  indent,
  join,
  lower,
  split,
  startswith,
  strcontains,
  strrev,
  substr,
  templatefile,
  templatestring,
  title,
  trim,
  trimprefix,
  trimspace,
  trimsuffix,
  upper,
]
