# The platform that the ML teams train and serve on: a network, a cluster with GPU pools, and a place for models.

locals {
  name = "ml-${var.environment}"

  tags = {
    Environment = var.environment
    ManagedBy   = "terraform"
    Platform    = "ml"
  }

  # Training pools stand in one zone: traffic between GPUs must not cross zones.
  training_pools = [for name, pool in var.gpu_pools : name if lookup(pool.labels, "work", "") == "training"]

  monthly_budget = var.environment == "production" ? 90000 : 8000
}

module "network" {
  source = "./modules/network"

  name  = local.name
  cidr  = var.cidr
  zones = [for zone in var.availability_zones : "${var.region}${zone}"]

  # One way out is enough where nobody waits for an answer.
  nat_per_zone = var.environment == "production"
}

resource "aws_eks_cluster" "this" {
  name     = local.name
  role_arn = aws_iam_role.cluster.arn
  version  = var.kubernetes_version

  enabled_cluster_log_types = ["api", "audit", "authenticator"]

  vpc_config {
    subnet_ids              = module.network.private_subnet_ids
    endpoint_private_access = true
    endpoint_public_access  = true
    public_access_cidrs     = ["0.0.0.0/0"]
  }

  encryption_config {
    resources = ["secrets"]

    provider {
      key_arn = aws_kms_key.cluster.arn
    }
  }

  depends_on = [aws_iam_role_policy_attachment.cluster]
}

resource "aws_kms_key" "cluster" {
  description             = "Secrets of the ${local.name} cluster"
  deletion_window_in_days = 30
  enable_key_rotation     = true
}

module "gpu_pool" {
  source   = "./modules/gpu-pool"
  for_each = var.gpu_pools

  name         = "${local.name}-${each.key}"
  cluster_name = aws_eks_cluster.this.name

  subnet_ids = (
    contains(local.training_pools, each.key)
    ? [module.network.private_subnet_ids[0]]
    : module.network.private_subnet_ids
  )

  instance_types = each.value.instance_types
  capacity       = each.value.capacity
  size           = each.value.size
  disk_gib       = each.value.disk_gib
  labels         = merge({ pool = each.key }, each.value.labels)
  taints         = each.value.taints
}

module "model_store" {
  source   = "./modules/model-store"
  for_each = var.model_teams

  name        = "${local.name}-${each.key}"
  retain_days = each.value.retain_days
  writers     = each.value.writers
  readers     = [for pool in module.gpu_pool : pool.role_arn]
}

resource "aws_db_instance" "features" {
  identifier = "${local.name}-features"

  engine         = "postgres"
  engine_version = "16.4"
  instance_class = var.environment == "production" ? "db.r6g.xlarge" : "db.t4g.medium"

  allocated_storage     = 100
  max_allocated_storage = 1000
  storage_encrypted     = true

  db_name  = "features"
  username = "platform"
  password = var.inference_db_password

  multi_az                = var.environment == "production"
  backup_retention_period = 14
  deletion_protection     = true
  skip_final_snapshot     = false
}

resource "aws_budgets_budget" "gpu" {
  name         = "${local.name}-gpu"
  budget_type  = "COST"
  limit_amount = local.monthly_budget
  limit_unit   = "USD"
  time_unit    = "MONTHLY"

  dynamic "notification" {
    for_each = { forecast = 80, actual = 100 }

    content {
      comparison_operator        = "GREATER_THAN"
      threshold                  = notification.value
      threshold_type             = "PERCENTAGE"
      notification_type          = notification.key == "forecast" ? "FORECASTED" : "ACTUAL"
      subscriber_email_addresses = [var.alert_email]
    }
  }
}
