import type { HclFunction } from '../function.ts'
import { file, filebase64, fileexists } from './file.ts'
import { fileset } from './fileset.ts'
import { abspath, basename, dirname, pathexpand } from './path.ts'

/** Functions on files and paths. */
export const fileFunctions: readonly HclFunction[] = [
  abspath,
  basename,
  dirname,
  file,
  filebase64,
  fileexists,
  fileset,
  pathexpand,
]
