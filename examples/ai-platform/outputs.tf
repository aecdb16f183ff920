output "cluster_name" {
  value = aws_eks_cluster.this.name
}

output "gpu_pools" {
  description = "How many nodes each pool may have."
  value       = { for name, pool in module.gpu_pool : name => pool.size }
}

output "model_buckets" {
  value = { for team, store in module.model_store : team => store.bucket }
}

output "feature_store_url" {
  value     = "postgres://platform:${var.inference_db_password == null ? "" : var.inference_db_password}@${aws_db_instance.features.endpoint}/features"
  sensitive = true
}
