/** Which tool's language is read; they differ in a few places, each a flag. */
export interface LanguageVersion {
  readonly name: 'terraform-1.11' | 'terraform' | 'opentofu'
  /** `&&` and `||` do not look at their right side when the left decides. */
  readonly shortCircuit: boolean
  /** What `!x`, `-x`, `&&` and `||` give is not sensitive for as long as it is unknown. */
  readonly unmarkedUnknowns: boolean
  /** A comparison with null has only the outermost marks of what is compared. */
  readonly shallowNull: boolean
  /** OpenTofu's additions: functions, `enabled`, `.tofu` files, provider for_each, early evaluation. */
  readonly opentofu: boolean
}

export const terraform111: LanguageVersion = {
  name: 'terraform-1.11',
  shortCircuit: false,
  unmarkedUnknowns: true,
  shallowNull: false,
  opentofu: false,
}
export const terraformLatest: LanguageVersion = {
  name: 'terraform',
  shortCircuit: true,
  unmarkedUnknowns: false,
  shallowNull: true,
  opentofu: false,
}
export const opentofu: LanguageVersion = {
  name: 'opentofu',
  shortCircuit: true,
  unmarkedUnknowns: false,
  shallowNull: true,
  opentofu: true,
}
