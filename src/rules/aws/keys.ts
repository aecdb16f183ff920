import { Buffer } from 'node:buffer'
import type { Value } from '../../kernel/value.ts'
import { answer, isGiven, textOf, type Answer, type Fact } from '../facts.ts'

/**
 * Whether a text holds an AWS access key or secret, also one that is in base64. Of a text that isn't known the known
 * pieces are looked at.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export function holdsKey(fact: Fact): Answer {
  const { value } = fact
  if (value.kind === 'unknown') {
    if (piecesOf(value).some(isKeyText)) return 'yes'
    // What the account or another resource puts in is no key that somebody wrote.
    return value.outline !== undefined && value.because.every(isGiven) ? 'no' : 'undecided'
  }
  const text = textOf(fact)
  return answer(text !== undefined && (isKeyText(text) || isKeyText(decoded(text))))
}

/** Whether an unknown value can be a key in clear text: its known pieces begin like one. */
export function beginsLikeKey({ value }: Fact): boolean {
  return value.kind === 'unknown' && piecesOf(value).some((piece) => /^(?:AKIA|ASIA)/u.test(piece))
}

function piecesOf({ outline }: Extract<Value, { kind: 'unknown' }>): readonly string[] {
  if (outline?.kind === 'base64') return outline.value.kind === 'unknown' ? piecesOf(outline.value) : []
  if (outline?.kind !== 'text') return []
  return outline.parts.flatMap((part) => (typeof part === 'string' ? [part] : []))
}

function isKeyText(text: string): boolean {
  if (/(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])/u.test(text)) return true
  const words = text.match(/(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/gu) ?? []
  return words.some(isSecret)
}

/** Forty letters of a secret: of all kinds, and neither a path nor a digest. */
function isSecret(word: string): boolean {
  if (/^[0-9a-f]+$/iu.test(word) || /^[a-z/]+$/u.test(word)) return false
  const kinds = [/[a-z]/u, /[A-Z]/u, /[0-9]/u].filter((kind) => kind.test(word)).length
  return kinds === 3 && (word.match(/\//gu) ?? []).length < 5
}

/** The text that a text in base64 says, or nothing. */
function decoded(text: string): string {
  const packed = text.replaceAll(/\s/gu, '')
  return /^[A-Za-z0-9+/]{24,}={0,2}$/u.test(packed) ? Buffer.from(packed, 'base64').toString('utf8') : ''
}
