export { evaluateExpressions, readFolder, type Given } from './app/library.ts'
