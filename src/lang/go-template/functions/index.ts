import { countingFunctions } from './math/counting.ts'
import { defaultFunctions } from './values/defaults.ts'
import { dictFunctions } from './dicts/dicts.ts'
import { listFunctions } from './lists/lists.ts'
import { mathFunctions } from './math/math.ts'
import { stringFunctions } from './strings/index.ts'
import { typeFunctions } from './values/types.ts'
import { versionFunctions } from './versions/versions.ts'
import { regexFunctions } from './regex/regex.ts'
import { pathFunctions } from './paths/paths.ts'
import { encodingFunctions } from './encoding/encoding.ts'
import { urlFunctions } from './urls/urls.ts'
import { randomFunctions } from './random/random.ts'
import { certificateFunctions } from './crypto/certificates.ts'
import { cipherFunctions } from './crypto/ciphers.ts'
import { dateFunctions } from './dates/dates.ts'
import { digestFunctions } from './crypto/digests.ts'
import { passwordFunctions } from './crypto/passwords.ts'
import type { GoFunction } from '../value.ts'

/**
 * The functions of Sprig that Helm's templates have, but those that Helm replaces and those that encode.
 *
 * See https://masterminds.github.io/sprig/ and https://helm.sh/docs/chart_template_guide/function_list/.
 */
export const sprigFunctions: ReadonlyMap<string, GoFunction> = new Map(
  Object.entries({
    ...stringFunctions,
    ...listFunctions,
    ...dictFunctions,
    ...mathFunctions,
    ...countingFunctions,
    ...defaultFunctions,
    ...typeFunctions,
    ...versionFunctions,
    ...regexFunctions,
    ...pathFunctions,
    ...encodingFunctions,
    ...urlFunctions,
    ...randomFunctions,
    ...dateFunctions,
    ...digestFunctions,
    ...passwordFunctions,
    ...cipherFunctions,
    ...certificateFunctions,
  }),
)
