# The scope in which every expression of the corpus is asked: known values of each type, nulls, marks and unknowns.

variable "str" {
  type    = string
  default = "text"
}

variable "num" {
  type    = number
  default = 5
}

variable "yes" {
  type    = bool
  default = true
}

variable "strings" {
  type    = list(string)
  default = ["b", "a", "c", "a"]
}

variable "numbers" {
  type    = list(number)
  default = [3, 1, 2]
}

variable "set" {
  type    = set(string)
  default = ["b", "a", "c", "a"]
}

variable "number_set" {
  type    = set(number)
  default = [10, 9, 1, 100]
}

variable "map" {
  type    = map(string)
  default = { b = "2", a = "1", "x.y/z" = "3" }
}

variable "object" {
  type = object({
    name  = string
    size  = optional(number, 3)
    tags  = optional(map(string), {})
    inner = optional(object({ on = optional(bool, true), list = optional(list(string)) }), {})
  })
  default = { name = "n", dropped = 1 }
}

variable "objects" {
  type = list(object({ id = string, rank = number, parts = list(string) }))
  default = [
    { id = "one", rank = 1, parts = ["x", "y"] },
    { id = "two", rank = 2, parts = [] },
    { id = "three", rank = 3, parts = ["z"] },
  ]
}

variable "anything" {
  default = { a = [1, "two", { three = 3 }], b = null }
}

variable "null_string" {
  type    = string
  default = null
}

variable "null_number" {
  type    = number
  default = null
}

variable "null_list" {
  type    = list(string)
  default = null
}

variable "null_map" {
  type    = map(string)
  default = null
}

variable "null_object" {
  type    = object({ a = string })
  default = null
}

variable "secret" {
  type      = string
  default   = "s3cret"
  sensitive = true
}

variable "secret_map" {
  type      = map(string)
  default   = { k = "v", l = "w" }
  sensitive = true
}

variable "secret_list" {
  type      = list(string)
  default   = ["p", "q"]
  sensitive = true
}

variable "secret_number" {
  type      = number
  default   = 7
  sensitive = true
}

variable "secret_bool" {
  type      = bool
  default   = true
  sensitive = true
}

resource "terraform_data" "one" {
  input = "in"
}

resource "terraform_data" "tuple" {
  input = ["a", 1, true]
}

resource "terraform_data" "object" {
  input            = { a = 1, b = "x", c = [1, 2] }
  triggers_replace = [1, "two"]
}

resource "terraform_data" "counted" {
  count = 3
  input = count.index
}

resource "terraform_data" "keyed" {
  for_each = toset(["x", "y"])
  input    = each.key
}

resource "terraform_data" "none" {
  count = 0
  input = "never"
}

resource "terraform_data" "unknown_any" {
  input = jsondecode(terraform_data.one.id)
}

locals {
  nested = { a = { b = { c = [10, { d = "deep" }] } } }
  mixed  = [1, "2", true, null, [3], { k = "v" }]
  empty  = {}

  greeting   = "Hello $${name}%%{ if loud }!%%{ endif }"
  list_of    = "$${[for x in list : upper(x)]}"
  nested_tpl = "$${templatestring(inner, {})}"

  u_string = terraform_data.one.id                     # known not to be null
  u_maybe  = terraform_data.one.output                 # a string that may be null
  u_number = tonumber(terraform_data.one.output)
  u_bool   = tobool(terraform_data.one.output)
  u_list   = split(",", terraform_data.one.id)
  u_set    = toset(split(",", terraform_data.one.id))
  u_map    = zipmap(split(",", terraform_data.one.id), split(",", terraform_data.one.id))
  u_any    = jsondecode(terraform_data.one.id)
  u_tuple  = [terraform_data.one.id, 1]
  u_object = { k = terraform_data.one.id, l = 1 }
  u_secret = sensitive(terraform_data.one.id)

  partly_secret = { open = "o", hidden = sensitive("h") }
}
