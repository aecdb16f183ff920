/** Which tool's language is read; they differ in a few places, each a flag. */
export interface LanguageVersion {
  readonly name: 'terraform-1.11' | 'terraform' | 'opentofu'
  /** The release whose behaviour is meant; undefined where any release of the tool may be used. */
  readonly release: string | undefined
  /** `&&` and `||` do not look at their right side when the left decides. */
  readonly shortCircuit: boolean
  /** OpenTofu's additions: functions, `enabled`, `.tofu` files, provider for_each, early evaluation. */
  readonly opentofu: boolean
}

export const terraform111: LanguageVersion = { name: 'terraform-1.11', release: '1.11.4', shortCircuit: false, opentofu: false }
export const terraformLatest: LanguageVersion = { name: 'terraform', release: undefined, shortCircuit: true, opentofu: false }
export const opentofu: LanguageVersion = { name: 'opentofu', release: undefined, shortCircuit: true, opentofu: true }
