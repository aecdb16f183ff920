environment = "staging"
alert_email = "ml-platform-staging@example.com"

gpu_pools = {
  train = {
    instance_types = ["g5.2xlarge"]
    capacity       = "SPOT"
    labels         = { work = "training" }
  }

  serve = {
    instance_types = ["g5.xlarge"]
    labels         = { work = "inference" }
  }
}

model_teams = {
  vision = { retain_days = 14 }
}
