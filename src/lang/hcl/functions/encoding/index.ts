import type { HclFunction } from '../function.ts'
import { base64decode, base64encode } from './base64.ts'
import { csvdecode } from './csvdecode.ts'
import { base64gunzip, base64gzip } from './base64gzip.ts'
import { jsondecode } from './jsondecode.ts'
import { jsonencode } from './jsonencode.ts'
import { textdecodebase64, textencodebase64 } from './textbase64.ts'
import { urldecode, urlencode } from './url.ts'
import { yamldecode } from './yamldecode.ts'
import { yamlencode } from './yamlencode.ts'

/** Functions between texts, values and the ways to write them. */
export const encodingFunctions: readonly HclFunction[] = [
  base64decode,
  base64encode,
  base64gunzip,
  base64gzip,
  csvdecode,
  jsondecode,
  jsonencode,
  textdecodebase64,
  textencodebase64,
  urldecode,
  urlencode,
  yamldecode,
  yamlencode,
]
