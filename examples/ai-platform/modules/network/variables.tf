variable "name" {
  type = string
}

variable "cidr" {
  type = string

  validation {
    condition     = can(cidrnetmask(var.cidr)) && tonumber(split("/", var.cidr)[1]) <= 18
    error_message = "The network needs at least a /18, such as 10.0.0.0/16."
  }
}

variable "zones" {
  description = "Full names of availability zones."
  type        = list(string)
}

variable "nat_per_zone" {
  description = "A NAT gateway in each zone, or one for all."
  type        = bool
  default     = false
}
