// What parsing native syntax needs and no more: `json.ts` and `json-body.ts` are for those who read JSON syntax too.
export { literalString } from './literal.ts'
export { nativeBody } from './native-body.ts'
export { parseHcl, parseHclExpression, parseHclTemplate } from './parse.ts'
