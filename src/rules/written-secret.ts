import { choicesOf } from '../model/choices.ts'
import { credentialsIn } from '../model/credentials.ts'
import { answer, eachWay, textOf, type Answer, type Fact } from './facts.ts'
import { isInCode } from './in-code.ts'

/**
 * Whether a text is a secret that stands in the code: by its form, or because what has this name is a secret. What is encrypted there, what is
 * only named there, and what is given from outside is none.
 */
export function isWrittenSecret(fact: Fact, name: string): Answer {
  // What nobody wrote isn't known here: an input, what is looked up, what is made.
  if (fact.value.kind === 'unknown') {
    const isChosen = choicesOf(fact.value).length > 0
    return isChosen ? eachWay(fact, (one) => isWrittenSecret(one, name)) : 'no'
  }
  const text = textOf(fact)
  if (text === undefined || text.trim() === '' || encrypted.test(text)) return 'no'
  return answer(isInCode(fact) && credentialsIn(text, name).length > 0)
}

/** As SOPS, Ansible and the vaults of Rails and Helm keep what only a key opens. */
const encrypted = /^(?:ENC\[|\$ANSIBLE_VAULT|age1|-----BEGIN (?:AGE ENCRYPTED FILE|PGP MESSAGE))/u
