locals {
  # On this machine data is thrown away with the rest.
  keep_data = !local.is_local
}

resource "aws_dynamodb_table" "users" {
  name                        = local.prefix
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "id"
  deletion_protection_enabled = local.keep_data

  attribute {
    name = "id"
    type = "S"
  }

  point_in_time_recovery {
    enabled = local.keep_data
  }
}

# The index of e-mails. A table, as a global secondary index keeps nothing unique.
resource "aws_dynamodb_table" "emails" {
  name                        = "${local.prefix}-emails"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "email"
  deletion_protection_enabled = local.keep_data

  attribute {
    name = "email"
    type = "S"
  }

  point_in_time_recovery {
    enabled = local.keep_data
  }
}

# The answers to requests with an Idempotency-Key, for a day.
resource "aws_dynamodb_table" "requests" {
  name         = "${local.prefix}-requests"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "key"

  attribute {
    name = "key"
    type = "S"
  }

  ttl {
    attribute_name = "expiresAt"
    enabled        = true
  }
}
