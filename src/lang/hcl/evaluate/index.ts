export { causesOf } from './because.ts'
export { withConversions, withLostDefaults } from './converted.ts'
export { evaluate, scopeOf } from './evaluate.ts'
export { isConstantKey, isLiteral, referencesOf, type StaticReference } from './references.ts'
export {
  diagnosticOf,
  isProblem,
  spanOf,
  withName,
  withOrigin,
  type Frame,
  type Referred,
  type Scope,
  type World,
} from './scope.ts'
export type { TypeConstraint } from './type-constraint.ts'
export { typeConstraintOf } from './type-expression.ts'
export { sizeOf } from './size.ts'
export { attributeOf, elementOf } from './traverse.ts'
