environment        = "production"
alert_email        = "ml-platform@example.com"
cidr               = "10.80.0.0/16"
availability_zones = ["a", "b", "c"]

gpu_pools = {
  train = {
    instance_types = ["p5.48xlarge"]
    disk_gib       = 1000
    labels         = { work = "training" }

    size = {
      min     = 4
      desired = 12
      max     = 16
    }
  }

  serve = {
    instance_types = ["g6.12xlarge", "g5.12xlarge"]
    labels         = { work = "inference" }

    size = {
      min     = 2
      desired = 6
      max     = 40
    }
  }
}

model_teams = {
  vision = {
    retain_days = 365
    writers     = ["arn:aws:iam::111122223333:role/vision-training"]
  }

  speech = {
    writers = ["arn:aws:iam::111122223333:role/speech-training"]
  }
}
