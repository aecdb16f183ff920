export { causesOf } from './because.ts'
export { withConversions, withLostDefaults } from './converted.ts'
export { evaluate, scopeOf } from './evaluate.ts'
export { isConstantKey, referencesOf, type StaticReference } from './references.ts'
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
export { typeConstraintOf, type TypeConstraint } from './type-expression.ts'
