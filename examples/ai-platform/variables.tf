variable "environment" {
  description = "Which environment this is; it is a part of every name."
  type        = string

  validation {
    condition     = contains(["staging", "production"], var.environment)
    error_message = "The environment is staging or production."
  }
}

variable "region" {
  description = "Where everything runs. GPU capacity decides, not distance."
  type        = string
  default     = "eu-central-1"
}

variable "cidr" {
  description = "The addresses of the network; a /16 leaves room for pods."
  type        = string
  default     = "10.40.0.0/16"
}

variable "availability_zones" {
  description = "The zones that have the GPU instances we use."
  type        = list(string)
  default     = ["a", "b"]
}

variable "kubernetes_version" {
  type    = string
  default = "1.31"
}

variable "gpu_pools" {
  description = "One node pool for each kind of work that needs GPUs."
  type = map(object({
    instance_types = list(string)
    capacity       = optional(string, "ON_DEMAND")
    size = optional(object({
      min     = optional(number, 0)
      desired = optional(number, 1)
      max     = optional(number, 2)
    }), {})
    disk_gib = optional(number, 200)
    labels   = optional(map(string), {})
    taints = optional(list(object({
      key    = string
      value  = string
      effect = string
      })), [
      { key = "nvidia.com/gpu", value = "present", effect = "NO_SCHEDULE" },
    ])
  }))
}

variable "model_teams" {
  description = "Teams that keep models: each gets a bucket and an image repository of its own."
  type = map(object({
    retain_days = optional(number, 90)
    writers     = optional(list(string), [])
  }))
}

variable "inference_db_password" {
  description = "Password of the feature store; given by the pipeline as TF_VAR_inference_db_password."
  type        = string
  sensitive   = true
  default     = null
}

variable "alert_email" {
  description = "Who hears of spending that runs away. Has no default on purpose."
  type        = string
}
