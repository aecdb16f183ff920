variable "name" {
  type = string
}

variable "cluster_name" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "instance_types" {
  description = "In order of preference."
  type        = list(string)
}

variable "capacity" {
  description = "ON_DEMAND, or SPOT for work that can be interrupted."
  type        = string
  default     = "ON_DEMAND"

  validation {
    condition     = contains(["ON_DEMAND", "SPOT"], var.capacity)
    error_message = "The capacity is ON_DEMAND or SPOT."
  }
}

variable "size" {
  type = object({
    min     = number
    desired = number
    max     = number
  })

  validation {
    condition     = var.size.min <= var.size.desired && var.size.desired <= var.size.max
    error_message = "The desired size must be between min and max."
  }
}

variable "disk_gib" {
  description = "Room for images and model weights on each node."
  type        = number
  default     = 200
}

variable "labels" {
  type    = map(string)
  default = {}
}

variable "taints" {
  type = list(object({
    key    = string
    value  = string
    effect = string
  }))
  default = []
}
