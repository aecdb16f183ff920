import { answer, at, is, not, textOf } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { must, unless } from '../../verdicts.ts'

export const kmsRotation: Rule = {
  id: 'google/kms/rotation',
  title: 'A key is not rotated every 90 days',
  severity: 'high',
  why: 'The longer a key is used, the more is lost when it leaks.',
  fix: 'Set rotation_period to 7776000s or less.',
  subject: ['cloudkms.googleapis.com/CryptoKey'],
  aliases: [
    { id: 'CKV_GCP_43', on: ['google_kms_crypto_key'] },
    { id: 'AVD-GCP-0065', on: ['google_kms_crypto_key'] },
  ],
  compliance: ['CIS GCP 3.0 1.10', 'PCI DSS 4.0 3.7.4', 'SOC 2 CC6.1'],

  *check(live) {
    const purpose = at(live, 'purpose')
    const period = at(live, 'rotationPeriod')
    const seconds = /^(\d+(?:\.\d+)?)s$/u.exec(textOf(period) ?? '')?.[1]
    const often =
      period.value.kind === 'unknown'
        ? 'undecided'
        : answer(seconds !== undefined && Number(seconds) <= 90 * 24 * 3600)
    const rotated = must(often, 'The key is not rotated every 90 days.', period, '7776000s')
    // Google rotates symmetric keys only.
    yield* unless(not(is(purpose, 'ENCRYPT_DECRYPT')), purpose, rotated)
  },

  examples: {
    good: [
      terraform`
        resource "google_kms_crypto_key" "main" {
          name            = "k"
          key_ring        = "r"
          rotation_period = "7776000s"
        }
      `,
    ],
    bad: [
      terraform`
        resource "google_kms_crypto_key" "main" {
          name     = "k"
          key_ring = "r"
        }
      `,
      terraform`
        resource "google_kms_crypto_key" "main" {
          name            = "k"
          key_ring        = "r"
          rotation_period = "7776001s"
        }
      `,
    ],
    near: [
      terraform`
        resource "google_kms_crypto_key" "main" {
          name     = "k"
          key_ring = "r"
          purpose  = "ASYMMETRIC_SIGN"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "purpose" {}
        resource "google_kms_crypto_key" "main" {
          name     = "k"
          key_ring = "r"
          purpose  = var.purpose
        }
      `,
      terraform`
        variable "given" {}
        resource "google_kms_crypto_key" "main" {
          name            = "k"
          key_ring        = "r"
          rotation_period = var.given
        }
      `,
    ],
  },
}
