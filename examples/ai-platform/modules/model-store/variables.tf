variable "name" {
  type = string
}

variable "retain_days" {
  description = "How long old versions of models are kept."
  type        = number
  default     = 90
}

variable "writers" {
  description = "Roles that may upload models."
  type        = list(string)
  default     = []
}

variable "readers" {
  description = "Roles of the nodes that load models."
  type        = list(string)
}
