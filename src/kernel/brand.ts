declare const brand: unique symbol

/** A string that means something: the compiler keeps a file's path and a resource's address apart. */
export type Brand<Name extends string> = string & { readonly [brand]: Name }

/** A path inside a snapshot: forward slashes, no leading `./`, the root is the empty string. */
export type FilePath = Brand<'FilePath'>

/** The address a resource has in its own tool, such as `module.net["a"].aws_subnet.this[0]`. */
export type Address = Brand<'Address'>

/** Says that a text is a path inside the snapshot. The only cast to `FilePath`. */
export function filePath(text: string): FilePath {
  return text as FilePath
}

/** Says that a text is an address. The only cast to `Address`. */
export function addressOf(text: string): Address {
  return text as Address
}
