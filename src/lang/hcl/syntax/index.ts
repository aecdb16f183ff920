export { nativeBody } from './native-body.ts'
export { parseHcl, parseHclExpression, parseHclTemplate } from './parse.ts'
