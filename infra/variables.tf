variable "region" {
  description = "AWS region."
  type        = string
  default     = "us-east-1"

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "Not a region; give one such as us-east-1."
  }
}

variable "name" {
  description = "What every resource's name begins with. Not \"users\", so that the Serverless Framework's deployment can stand beside this one."
  type        = string
  default     = "users-api"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,29}$", var.name))
    error_message = "A name is up to 30 small letters, digits and hyphens, and begins with a letter."
  }
}

variable "stage" {
  description = "Stage, the second part of every name: prod, staging, one per developer. \"local\" goes with an endpoint on this machine."
  type        = string
  default     = "dev"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,15}$", var.stage))
    error_message = "A stage is up to 16 small letters, digits and hyphens, and begins with a letter."
  }

  validation {
    condition     = (var.stage == "local") == (var.endpoint != null)
    error_message = "The stage \"local\" needs an endpoint, and no other stage takes one: -var-file=local.tfvars sets both."
  }
}

variable "memory" {
  description = "Memory of the function in MB; the processor's share grows with it."
  type        = number
  default     = 512

  validation {
    condition     = var.memory >= 128 && var.memory <= 10240 && floor(var.memory) == var.memory
    error_message = "Lambda takes a whole number of megabytes from 128 to 10240."
  }
}

variable "log_retention_days" {
  description = "Days that both log groups keep their events."
  type        = number
  default     = 14

  validation {
    condition = contains([
      1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653
    ], var.log_retention_days)
    error_message = "CloudWatch Logs takes 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365 days, or certain numbers of years."
  }
}

variable "endpoint" {
  description = "Where every AWS call goes instead of AWS, such as http://localhost:4566. Null: AWS."
  type        = string
  default     = null

  validation {
    condition     = var.endpoint == null || can(regex("^http://(localhost|127\\.0\\.0\\.1|\\[::1\\])(:[0-9]+)?/?$", var.endpoint))
    error_message = "The endpoint must be http:// and on this machine: localhost, 127.0.0.1 or [::1]."
  }
}
