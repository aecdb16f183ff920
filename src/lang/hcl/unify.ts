export { unify } from './convertible.ts'
