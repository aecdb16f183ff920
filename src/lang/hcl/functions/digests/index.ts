import type { HclFunction } from '../function.ts'
import { bcrypt } from './bcrypt.ts'
import {
  base64sha256,
  base64sha512,
  filebase64sha256,
  filebase64sha512,
  filemd5,
  filesha1,
  filesha256,
  filesha512,
  md5,
  sha1,
  sha256,
  sha512,
} from './digest.ts'
import { rsadecrypt } from './rsadecrypt.ts'
import { uuid, uuidv5 } from './uuid.ts'

/** Functions of digests, of random values, and of secrets. */
export const digestFunctions: readonly HclFunction[] = [
  base64sha256,
  base64sha512,
  bcrypt,
  filebase64sha256,
  filebase64sha512,
  filemd5,
  filesha1,
  filesha256,
  filesha512,
  md5,
  rsadecrypt,
  sha1,
  sha256,
  sha512,
  uuid,
  uuidv5,
]
