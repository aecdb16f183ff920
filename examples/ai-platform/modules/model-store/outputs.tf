output "bucket" {
  value = aws_s3_bucket.models.bucket
}

output "repository_url" {
  value = aws_ecr_repository.serving.repository_url
}
